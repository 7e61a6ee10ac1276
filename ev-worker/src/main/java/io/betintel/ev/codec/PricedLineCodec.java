package io.betintel.ev.codec;

import io.betintel.ev.avro.LineStatus;
import io.betintel.ev.avro.PricedOutcome;
import io.betintel.ev.avro.Reference;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.value.Offer;
import io.betintel.ev.value.PricedLine;
import io.betintel.ev.value.PricedLine.Status;
import io.betintel.ev.value.ValueClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Priced lines to and from the bytes of {@code ev.lines}: the Confluent wire format. Owned by one
 * thread.
 */
public final class PricedLineCodec {
  private static final int HEADER = 1 + Integer.BYTES;
  private static final Schema OURS = io.betintel.ev.avro.PricedLine.getClassSchema();

  private static final int NOT_REGISTERED = -1;

  private final WriterSchemas schemas;
  private final int schemaId;
  private final SpecificDatumWriter<io.betintel.ev.avro.PricedLine> writer =
      new SpecificDatumWriter<>(OURS);
  private final Map<Integer, SpecificDatumReader<io.betintel.ev.avro.PricedLine>> readers =
      new HashMap<>();
  private BinaryEncoder encoder;

  /** A codec that only reads. */
  public PricedLineCodec(WriterSchemas schemas) {
    this(schemas, NOT_REGISTERED);
  }

  /**
   * @param schemaId the registry's id of this build's {@code PricedLine}
   */
  public PricedLineCodec(WriterSchemas schemas, int schemaId) {
    this.schemas = schemas;
    this.schemaId = schemaId;
  }

  /**
   * @throws IllegalStateException if the codec only reads
   */
  public byte[] encode(PricedLine line) {
    if (schemaId == NOT_REGISTERED) {
      throw new IllegalStateException("this codec only reads");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    encoder = EncoderFactory.get().binaryEncoder(out, encoder);
    try {
      writer.write(toAvro(line), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * @throws BrokenRecordException if the bytes are no priced line
   * @throws SchemaPendingException if the registry has not said yet what the schema is
   */
  public PricedLine decode(byte[] value) {
    if (value.length < HEADER || value[0] != 0) {
      throw new BrokenRecordException(
          BrokenRecordException.Reason.NOT_WIRE_FORMAT, "value is no priced line");
    }
    int id = ByteBuffer.wrap(value).getInt(1);
    try {
      return fromAvro(
          readers
              .computeIfAbsent(id, i -> new SpecificDatumReader<>(schemas.find(i), OURS))
              .read(
                  null,
                  DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null)));
    } catch (IOException e) {
      throw new BrokenRecordException(
          BrokenRecordException.Reason.UNDECODABLE, "value is no priced line: " + e, e);
    }
  }

  private static io.betintel.ev.avro.PricedLine toAvro(PricedLine line) {
    SportingEvent event = line.event();
    return io.betintel.ev.avro.PricedLine.newBuilder()
        .setLineId(line.id().text())
        .setEventId(event.id())
        .setSportKey(event.sportKey())
        .setCommenceTime(event.commenceTime())
        .setHomeTeam(event.homeTeam())
        .setAwayTeam(event.awayTeam())
        .setBetType(line.betType().symbol())
        .setDescription(line.description())
        .setPoint(line.point())
        .setStatus(line.status() == Status.OPEN ? LineStatus.open : LineStatus.withdrawn)
        .setNotPriced(line.notPriced())
        .setMarketTime(line.marketTime())
        .setValidUntil(line.validUntil())
        .setShape(line.shape())
        .setMethod(line.method())
        .setConsensus(line.consensus())
        .setSettingsVersion(line.settingsVersion())
        .setReferences(
            line.references().stream()
                .map(r -> new Reference(r.bookmaker().key(), r.weight(), r.overround()))
                .toList())
        .setOutcomes(line.outcomes().stream().map(PricedLineCodec::toAvro).toList())
        .build();
  }

  private static PricedOutcome toAvro(PricedLine.PricedOutcome outcome) {
    Offer best = outcome.best();
    return PricedOutcome.newBuilder()
        .setName(outcome.name())
        .setPoint(outcome.point())
        .setFairProbability(outcome.fairProbability())
        .setBestBookmaker(best == null ? null : best.bookmaker().key())
        .setBestPrice(best == null ? null : best.price())
        .setBestEv(best == null ? null : best.value().ev())
        .setOffers(outcome.offers().stream().map(PricedLineCodec::toAvro).toList())
        .build();
  }

  private static io.betintel.ev.avro.Offer toAvro(Offer offer) {
    Offer.Value value = offer.value();
    io.betintel.ev.avro.Offer.Builder builder =
        io.betintel.ev.avro.Offer.newBuilder()
            .setBookmaker(offer.bookmaker().key())
            .setPrice(offer.price())
            .setNetPrice(offer.netPrice())
            .setQuotedAt(offer.quotedAt())
            .setValidUntil(offer.validUntil())
            .setFlags(offer.flags().stream().map(Offer.Flag::label).toList())
            .setLink(offer.link())
            .setBetLimit(offer.betLimit());
    if (value != null) {
      builder
          .setFairProbability(value.fairProbability())
          .setReferences(value.references().stream().map(Bookmaker::key).toList())
          .setEv(value.ev())
          .setKelly(value.kelly())
          .setStake(value.stake())
          .setValueClass(value.valueClass() == null ? null : value.valueClass().label());
    }
    return builder.build();
  }

  private static PricedLine fromAvro(io.betintel.ev.avro.PricedLine line) {
    return new PricedLine(
        new LineId(line.getLineId()),
        new SportingEvent(
            line.getEventId(),
            line.getSportKey(),
            line.getCommenceTime(),
            line.getHomeTeam(),
            line.getAwayTeam()),
        new BetType(line.getBetType()),
        line.getDescription(),
        line.getPoint(),
        line.getStatus() == LineStatus.withdrawn ? Status.WITHDRAWN : Status.OPEN,
        line.getNotPriced(),
        line.getMarketTime(),
        line.getValidUntil(),
        line.getShape(),
        line.getMethod(),
        line.getConsensus(),
        line.getSettingsVersion(),
        line.getReferences().stream()
            .map(
                r ->
                    new PricedLine.Reference(
                        new Bookmaker(r.getBookmaker()), r.getWeight(), r.getOverround()))
            .toList(),
        line.getOutcomes().stream().map(PricedLineCodec::fromAvro).toList());
  }

  private static PricedLine.PricedOutcome fromAvro(PricedOutcome outcome) {
    List<Offer> offers = new ArrayList<>(outcome.getOffers().size());
    Offer best = null;
    for (io.betintel.ev.avro.Offer given : outcome.getOffers()) {
      Offer offer = fromAvro(given);
      offers.add(offer);
      if (given.getBookmaker().equals(outcome.getBestBookmaker())) {
        best = offer;
      }
    }
    return new PricedLine.PricedOutcome(
        outcome.getName(), outcome.getPoint(), outcome.getFairProbability(), best, offers);
  }

  private static Offer fromAvro(io.betintel.ev.avro.Offer offer) {
    SortedSet<Offer.Flag> flags = new TreeSet<>();
    for (Offer.Flag flag : Offer.Flag.values()) {
      if (offer.getFlags().contains(flag.label())) { // a newer build's flag is left out
        flags.add(flag);
      }
    }
    Offer.Value value =
        offer.getEv() == null
            ? null
            : new Offer.Value(
                offer.getFairProbability(),
                offer.getReferences().stream().map(Bookmaker::new).toList(),
                offer.getEv(),
                offer.getKelly(),
                offer.getStake(),
                offer.getValueClass() == null
                    ? null
                    : ValueClass.valueOf(upper(offer.getValueClass())));
    return new Offer(
        new Bookmaker(offer.getBookmaker()),
        offer.getPrice(),
        offer.getNetPrice(),
        offer.getQuotedAt(),
        offer.getValidUntil(),
        value,
        flags,
        offer.getLink(),
        offer.getBetLimit());
  }

  private static String upper(String label) {
    return label.toUpperCase(Locale.ROOT);
  }
}
