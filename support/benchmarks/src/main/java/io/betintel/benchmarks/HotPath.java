package io.betintel.benchmarks;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.LineSlot;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.PairedLines;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The worker's code from an event's bytes to its lines' bytes, without Kafka: each stage alone,
 * with what the stage before it made of the same event. Every book has all its market's snapshots,
 * so an event costs what it costs in a full market. For one thread.
 */
final class HotPath {
  private final OddsEventDecoder decoder;
  private final PricedLineCodec codec;
  private final OddsEventEncoder encoder;
  private final EvCalculator calculator = new EvCalculator(new FeeTable(Map.of()));
  private final List<Step> steps = new ArrayList<>();
  private long later;

  /**
   * An event, and what each stage receives.
   *
   * @param value the record's
   * @param touched the lines that its bookmaker quotes
   * @param written the bytes of these lines
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Step(
      byte[] key,
      byte[] value,
      MarketSnapshot snapshot,
      MarketBook book,
      PricingTerms terms,
      List<LineId> touched,
      List<Line> lines,
      List<PricedLine> priced,
      List<byte[]> written) {}

  private HotPath() {
    AvroRuntime.prepare();
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    WriterSchemas schemas =
        new WriterSchemas(registry, Clock.systemUTC(), Duration.ZERO, Duration.ZERO);
    Duration anyTime = Duration.ofDays(365);
    try {
      registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(Contract.oddsEvent().current()));
      int lineId =
          registry.register(Topics.LINES_SUBJECT, new AvroSchema(Contract.pricedLine().current()));
      this.decoder = new OddsEventDecoder(schemas, anyTime);
      this.codec = new PricedLineCodec(schemas, lineId);
      this.encoder = OddsEventEncoder.latest(registry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RestClientException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each event of the files once. */
  static HotPath ofFiles() {
    HotPath path = new HotPath();
    List<MarketSnapshot> snapshots = FeedEvents.all();
    Map<MarketId, MarketBook> books = new HashMap<>();
    for (MarketSnapshot snapshot : snapshots) {
      books.computeIfAbsent(snapshot.marketId(), MarketBook::new).apply(snapshot);
    }
    for (MarketSnapshot snapshot : snapshots) {
      path.steps.add(path.step(snapshot, books.get(snapshot.marketId()), true));
    }
    return path;
  }

  /**
   * As many markets, which look like those of the files in turns. Its steps are for {@link #whole}
   * alone.
   */
  static HotPath ofMarkets(int markets) {
    HotPath path = new HotPath();
    Map<MarketId, List<MarketSnapshot>> like = new LinkedHashMap<>();
    for (MarketSnapshot snapshot : FeedEvents.all()) {
      like.computeIfAbsent(snapshot.marketId(), id -> new ArrayList<>()).add(snapshot);
    }
    List<List<MarketSnapshot>> shapes = List.copyOf(like.values());
    for (int number = 0; number < markets; number++) {
      String event = "event-" + number;
      List<MarketSnapshot> snapshots =
          shapes.get(number % shapes.size()).stream()
              .map(snapshot -> snapshot.withEvent(named(snapshot.event(), event)))
              .toList();
      MarketBook book = new MarketBook(snapshots.get(0).marketId());
      snapshots.forEach(book::apply);
      snapshots.forEach(snapshot -> path.steps.add(path.step(snapshot, book, false)));
    }
    return path;
  }

  private static SportingEvent named(SportingEvent event, String id) {
    return new SportingEvent(
        id, event.sportKey(), event.commenceTime(), event.homeTeam(), event.awayTeam());
  }

  /**
   * @param stages whether each stage is run alone, and so needs what the one before it made
   */
  private Step step(MarketSnapshot snapshot, MarketBook book, boolean stages) {
    PricingTerms terms =
        new PricingTerms(
            snapshot.betType(),
            FeedEvents.shape(snapshot.betType()),
            BetTypeSettings.defaults(),
            1);
    List<LineId> touched =
        book.paired(terms.shape()).quotedBy(snapshot.bookmaker()).stream()
            .map(LineSlot::id)
            .toList();
    List<Line> lines = stages ? lines(book, terms, touched) : List.of();
    List<PricedLine> priced = stages ? calculator.price(lines, terms) : List.of();
    return new Step(
        snapshot.betType().symbol().getBytes(StandardCharsets.UTF_8),
        encoder.encode(snapshot),
        snapshot,
        book,
        terms,
        touched,
        lines,
        priced,
        priced.stream().map(codec::encode).toList());
  }

  /** One for each event. */
  List<Step> steps() {
    return steps;
  }

  MarketSnapshot decode(Step step) {
    return decoder.decode(step.key(), step.value(), step.snapshot().observedAt().toEpochMilli());
  }

  /** Always a newer quote, so that it is never superseded. */
  PairedLines.Touched apply(Step step) {
    MarketSnapshot snapshot = step.snapshot();
    step.book().apply(snapshot.quotedAt(snapshot.lastUpdate().plusMillis(++later)));
    return step.book().paired(step.terms().shape()).touched();
  }

  List<Line> lines(Step step) {
    return lines(step.book(), step.terms(), step.touched());
  }

  private static List<Line> lines(MarketBook book, PricingTerms terms, List<LineId> ids) {
    PairedLines paired = book.paired(terms.shape());
    List<Line> lines = new ArrayList<>(ids.size());
    for (LineId id : ids) {
      lines.add(paired.line(id, book.event(), book.time()));
    }
    return lines;
  }

  List<PricedLine> price(Step step) {
    return calculator.price(step.lines(), step.terms());
  }

  int encode(Step step) {
    int bytes = 0;
    for (PricedLine line : step.priced()) {
      bytes += codec.encode(line).length;
    }
    return bytes;
  }

  /**
   * From the event's bytes to its lines' bytes, by all stages but the last: every line that its
   * bookmaker quotes.
   */
  int whole(Step step) {
    MarketSnapshot snapshot = decode(step);
    MarketBook book = step.book();
    book.apply(snapshot.quotedAt(snapshot.lastUpdate().plusMillis(++later)));
    PairedLines paired = book.paired(step.terms().shape());
    paired.touched();
    List<LineId> ids = new ArrayList<>();
    paired.quotedBy(snapshot.bookmaker()).forEach(slot -> ids.add(slot.id()));
    int bytes = 0;
    for (PricedLine line : calculator.price(lines(book, step.terms(), ids), step.terms())) {
      bytes += codec.encode(line).length;
    }
    return bytes;
  }

  int readLines(Step step) {
    int outcomes = 0;
    for (byte[] line : step.written()) {
      outcomes += codec.decode(line).outcomes().size();
    }
    return outcomes;
  }
}
