package io.betintel.ev.codec;

import io.betintel.ev.avro.LineStatus;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.PricedLine.Status;
import io.betintel.ev.priced.Settlement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * A priced line by Avro's own reader and the generated classes: the second way, for comparison with
 * {@link DirectLineReader}.
 */
final class LineAvro {
  private LineAvro() {}

  /** Null if the bytes from the start on are not one line of the schema. */
  static PricedLine read(byte[] value, int start, Schema writer) {
    var decoder = DecoderFactory.get().binaryDecoder(value, start, value.length - start, null);
    var reader = new SpecificDatumReader<>(writer, io.betintel.ev.avro.PricedLine.getClassSchema());
    try {
      PricedLine line = fromAvro((io.betintel.ev.avro.PricedLine) reader.read(null, decoder));
      return decoder.isEnd() ? line : null;
    } catch (IOException | RuntimeException damaged) {
      return null;
    }
  }

  /** A record of this build or another: unknown labels are kept, unknown fields left out. */
  static PricedLine fromAvro(io.betintel.ev.avro.PricedLine line) {
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
        status(line.getStatus()),
        LabelText.label(NotPriced.class, line.getNotPriced()),
        line.getMarketTime(),
        line.getValidUntil(),
        LabelText.label(Shape.class, line.getShape()),
        LabelText.label(Settlement.class, line.getSettlement()),
        LabelText.label(Method.class, line.getMethod()),
        LabelText.label(Combination.class, line.getConsensus()),
        line.getSettingsVersion(),
        line.getReferences().stream().map(LineAvro::reference).toList(),
        line.getOutcomes().stream().map(LineAvro::outcome).toList(),
        line.getArbitrage() == null ? null : CombinedBetsAvro.fromAvro(line.getArbitrage()),
        line.getMiddles().stream().map(CombinedBetsAvro::fromAvro).toList(),
        nearness(line.getSource(), line.getDistance(), line.getStandardError()));
  }

  /** Null without a source. */
  static Nearness nearness(String source, Double distance, Double standardError) {
    return source == null
        ? null
        : new Nearness(LabelText.label(PriceSource.class, source), distance, standardError);
  }

  static Status status(LineStatus status) {
    return switch (status) {
      case open -> Status.OPEN;
      case withdrawn -> Status.WITHDRAWN;
      case unknown -> Status.UNKNOWN;
    };
  }

  private static Reference reference(io.betintel.ev.avro.Reference reference) {
    return new Reference(
        new Bookmaker(reference.getBookmaker()),
        reference.getWeight(),
        reference.getOverround(),
        LabelText.label(Method.class, reference.getMethod()),
        reference.getAgeMs() == null ? null : Duration.ofMillis(reference.getAgeMs()));
  }

  private static Bookmaker bookmaker(String key) {
    return key == null ? null : new Bookmaker(key);
  }

  private static PricedOutcome outcome(io.betintel.ev.avro.PricedOutcome outcome) {
    List<Offer> offers = new ArrayList<>(outcome.getOffers().size());
    Offer best = null;
    Offer top = null;
    for (io.betintel.ev.avro.Offer given : outcome.getOffers()) {
      Offer offer = OfferAvro.fromAvro(given);
      offers.add(offer);
      best = offer.bookmaker().equals(bookmaker(outcome.getBestBookmaker())) ? offer : best;
      top = offer.bookmaker().equals(bookmaker(outcome.getTopBookmaker())) ? offer : top;
    }
    return new PricedOutcome(
        outcome.getName(), outcome.getPoint(), outcome.getFairProbability(), best, top, offers);
  }
}
