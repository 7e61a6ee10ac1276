package io.betintel.ev.audit;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** An audit's parts without servers: two partitions, the first of them read up to offset 100. */
final class AuditInHand {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final BetType TOTALS = new BetType("totals");
  static final BetType OFF = new BetType("player_points");
  private static final Map<Integer, Long> FROM = Map.of(0, 0L);

  final Findings findings = new Findings(100);
  final List<MarketSnapshot> snapshots = new ArrayList<>();
  final AuditTargets targets =
      new AuditTargets(
          null,
          new Topics(""),
          "app",
          "hop",
          "quarantine",
          (key, value, timestamp) -> snapshot(ByteBuffer.wrap(value).getInt()),
          null,
          null,
          null,
          CacheKeys.standard(),
          Duration.ofHours(6),
          30,
          Optional.empty());
  final OpenTypes types =
      new OpenTypes(
          Catalogue.of(
              Instant.parse("2026-10-01T00:00:00Z").toEpochMilli() * 1_000,
              List.of(entry(TOTALS, true), entry(OFF, false))),
          NOW);
  final AuditMoment moment =
      new AuditMoment(
          new TopicSpan("odds.events", Map.of(0, 0L, 1, 0L), Map.of(0, 200L, 1, 0L)),
          Map.of(0, 100L),
          new OffsetBits(FROM),
          new TopicSpan("ev.lines", FROM, Map.of(0, 100L)),
          "id");
  final AsideRecords aside = new AsideRecords(targets, moment, types, findings);
  final AuditedLines lines =
      new AuditedLines(null, Slice.ALL, moment.lines(), new Budget(1_000_000));
  final InputLedger ledger =
      new InputLedger(
          targets,
          moment,
          aside,
          types,
          Slice.ALL,
          new SliceTags(FROM, 1_000),
          new Budget(1_000_000),
          findings);

  /** Rules of a store that has read up to the offset. */
  StoreRules rules(String sink, long position) {
    return new StoreRules(
        sink, targets, moment, aside, types, Map.of(0, position), NOW.toEpochMilli());
  }

  /** The book takes the event at the offset of the input. */
  void take(long offset, MarketSnapshot snapshot) {
    snapshots.add(snapshot);
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(snapshots.size() - 1).array();
    ledger.take(record("odds.events", offset, snapshot.observedAt(), value));
  }

  /** The book meets a record whose schema the registry does not know. */
  void takeUnknown(long offset) {
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(-1).array();
    ledger.take(record("odds.events", offset, NOW, value));
  }

  private MarketSnapshot snapshot(int number) {
    if (number < 0) {
      throw new SchemaPendingException(99, "the schema registry does not know id 99", true);
    }
    return snapshots.get(number);
  }

  /** Any record of a line. */
  static ConsumerRecord<byte[], byte[]> line(long offset, String id) {
    return new ConsumerRecord<>("ev.lines", 0, offset, bytes(id), new byte[1]);
  }

  /** A record on a topic for what was set aside, from the offset of the input. */
  static ConsumerRecord<byte[], byte[]> aside(
      String topic, long offset, String key, long origin, String... headers) {
    ConsumerRecord<byte[], byte[]> record = record(topic, offset, NOW, new byte[0]);
    ConsumerRecord<byte[], byte[]> keyed =
        new ConsumerRecord<>(
            topic,
            0,
            offset,
            record.timestamp(),
            record.timestampType(),
            0,
            0,
            bytes(key),
            record.value(),
            record.headers(),
            Optional.empty());
    keyed.headers().add("ev-origin-partition", bytes("0"));
    keyed.headers().add("ev-origin-offset", bytes(Long.toString(origin)));
    for (int i = 0; i < headers.length; i += 2) {
      keyed.headers().add(headers[i], bytes(headers[i + 1]));
    }
    return keyed;
  }

  static MarketSnapshot totals(String bookmaker, int second, double over, double under) {
    return snapshot(
        TOTALS,
        bookmaker,
        second,
        Outcome.of("Over", null, 5.5, over),
        Outcome.of("Under", null, 5.5, under));
  }

  static MarketSnapshot snapshot(
      BetType betType, String bookmaker, int second, Outcome... outcomes) {
    return snapshot("e1", betType, bookmaker, second, outcomes);
  }

  static MarketSnapshot snapshot(
      String eventId, BetType betType, String bookmaker, int second, Outcome... outcomes) {
    return new MarketSnapshot(
        new SportingEvent(
            eventId, "icehockey_nhl", NOW.plus(Duration.ofHours(3)), "Boston", "Buffalo"),
        betType,
        new Bookmaker(bookmaker),
        List.of(outcomes),
        NOW.plusSeconds(second),
        NOW.plusSeconds(second),
        null);
  }

  /** The kinds of the differences that were found. */
  List<String> found() {
    return report().differences().stream().map(each -> each.kind().label()).toList();
  }

  /** The same with their places. */
  List<String> places() {
    return report().differences().stream()
        .map(each -> each.kind().label() + " " + each.place())
        .toList();
  }

  AuditReport report() {
    return findings.report(AuditScope.of(NOW, FROM, Map.of(0, 100L), false, 1));
  }

  long ended(RecordEnd end) {
    return report().records().getOrDefault(end, 0L);
  }

  long unjudged(Unjudged why) {
    return report().unjudged().getOrDefault(why, 0L);
  }

  private static CatalogueEntry entry(BetType betType, boolean enabled) {
    return new CatalogueEntry(
        new PricingTerms(betType, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
        betType.symbol(),
        true,
        enabled,
        Stream.of(Role.values()).findFirst().orElseThrow(),
        null,
        Instant.parse("2026-10-01T00:00:00Z").toEpochMilli() * 1_000);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, Instant at, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        at.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        value.length,
        bytes("totals"),
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
