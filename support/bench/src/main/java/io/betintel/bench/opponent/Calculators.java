package io.betintel.bench.opponent;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.SnapshotFormat;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The worker's own decoder, book, calculator and encoder, for other programs. For one thread. */
public final class Calculators {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EvCalculator calculator = new EvCalculator(new FeeTable(Map.of()));
  private final Map<BetType, PricingTerms> terms = new HashMap<>();
  private final OddsEventDecoder decoder;
  private final PricedLineCodec encoder;

  /**
   * @param registryUrl of the schema registry
   */
  public Calculators(String registryUrl) {
    AvroRuntime.prepare();
    SchemaRegistryClient registry = RegistryClients.create(new RegistryConfig(registryUrl, "", ""));
    WriterSchemas schemas = new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, PATIENCE);
    this.decoder = new OddsEventDecoder(schemas, Duration.ofDays(1));
    this.encoder = new PricedLineCodec(schemas, schemaId(registry));
  }

  public MarketSnapshot decode(byte[] key, byte[] value, long timestamp) {
    return decoder.decode(key, value, timestamp);
  }

  /** A snapshot as a store keeps it. */
  public byte[] entry(MarketSnapshot snapshot) {
    return SnapshotFormat.encode(snapshot);
  }

  /** A book of these entries. */
  public MarketBook book(MarketId market, Map<String, byte[]> entries) {
    MarketBook book = new MarketBook(market);
    entries.forEach((bookmaker, entry) -> book.restore(new Bookmaker(bookmaker), entry));
    return book;
  }

  /**
   * Applies a snapshot, prices the whole market, and gives the lines on which the snapshot has
   * other prices than the entry before.
   *
   * @param before of the bookmaker; null without one
   * @return how many lines; -1 if the snapshot changes nothing
   */
  public int lines(
      MarketBook book,
      MarketSnapshot snapshot,
      byte[] before,
      BiConsumer<byte[], byte[]> receiver) {
    Optional<MarketSnapshot> old =
        Optional.ofNullable(before)
            .map(
                entry ->
                    SnapshotFormat.decode(
                        snapshot.event().id(), snapshot.betType(), snapshot.bookmaker(), entry));
    if (book.apply(snapshot) != MarketBook.Change.APPLIED) {
      return -1;
    }
    PricingTerms priced = terms.computeIfAbsent(snapshot.betType(), Calculators::terms);
    int count = 0;
    for (PricedLine line :
        calculator.price(List.copyOf(book.lines(priced.shape()).values()), priced)) {
      if (isTouched(line, snapshot.bookmaker(), old)) {
        receiver.accept(line.id().text().getBytes(StandardCharsets.UTF_8), encoder.encode(line));
        count++;
      }
    }
    return count;
  }

  private static boolean isTouched(
      PricedLine line, Bookmaker bookmaker, Optional<MarketSnapshot> old) {
    return line.outcomes().stream()
        .anyMatch(
            outcome ->
                outcome.offers().stream()
                    .filter(offer -> offer.bookmaker().equals(bookmaker))
                    .anyMatch(
                        offer ->
                            old.stream()
                                .flatMap(snapshot -> snapshot.outcomes().stream())
                                .noneMatch(
                                    each ->
                                        each.price() == offer.price()
                                            && isSame(
                                                each, line, outcome.name(), outcome.point()))));
  }

  private static boolean isSame(Outcome quoted, PricedLine line, String name, Double point) {
    return quoted.name().equals(name)
        && Objects.equals(quoted.point(), point)
        && Objects.equals(quoted.description(), line.description());
  }

  private static PricingTerms terms(BetType betType) {
    Shape shape =
        switch (betType.symbol()) {
          case "h2h" -> Shape.WINNER;
          case "spreads" -> Shape.SPREAD;
          default -> Shape.OVER_UNDER;
        };
    return new PricingTerms(betType, shape, BetTypeSettings.defaults(), 1);
  }

  private static int schemaId(SchemaRegistryClient registry) {
    try {
      return registry.getLatestSchemaMetadata(Topics.LINES_SUBJECT).getId();
    } catch (IOException | RestClientException e) {
      throw new IllegalStateException("the registry has no schema of " + Topics.LINES_SUBJECT, e);
    }
  }
}
