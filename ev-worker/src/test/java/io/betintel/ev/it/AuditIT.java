package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.StoredLines;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/** An installation without a fault is clean, and each fault that is planted is named. */
@ExtendWith(LocalStackExtension.class)
final class AuditIT {
  private static final CacheKeys KEYS = CacheKeys.standard();

  @Test
  void namesEachPlantedDefectAndIsCleanBefore(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      OddsGenerator odds = new OddsGenerator(20261129, 40);
      WorkerProcess worker = installation.start().awaitReady();
      new Producers(installation).sendAtOnce(odds.events(400), 10_000).get();
      new Producers(installation).sendAtOnce(odds.disabled(5), 10_000).get();
      String topic = installation.topics().oddsEvents();
      send(installation, new ProducerRecord<>(topic, 0, bytes("totals"), bytes("broken")));
      await().until(() -> !letters(installation).isEmpty());
      new Reckoning(installation).awaitDrained();
      await("the sinks").until(() -> reached(installation));

      lostEntriesComeBack(installation);

      AuditRun before = AuditRun.clean(installation);

      // 405 events and one broken record, each with one end.
      assertThat(before.number("compared", "lines")).isPositive();
      assertThat(
              before.number("records", "applied")
                  + before.number("records", "superseded")
                  + before.number("records", "parked"))
          .isEqualTo(405);
      assertThat(before.number("records", "parked")).isGreaterThanOrEqualTo(5);
      assertThat(before.number("records", "dead_lettered")).isEqualTo(1);
      String repriced = oldVersionAgain(installation);
      await("the sinks").until(() -> reached(installation));
      worker.terminate();
      worker.exitCode();
      Planted planted = new Planted(installation, repriced);
      planted.inTheTables();
      planted.inTheCache();
      planted.inTheTopics();

      AuditRun after = AuditRun.of(installation);

      assertThat(after.exitCode()).as(after.toString()).isEqualTo(3);
      assertThat(after.named()).as(after.toString()).containsAll(planted.expected());
      assertThat(after.named())
          .as(after.toString())
          .anyMatch(
              // Of the line, or of its market if a bookmaker was not there yet.
              each ->
                  each.matches("(price_differs|offer_without_quote|quote_not_published) .*")
                      && repriced.startsWith(each.substring(each.indexOf(' ') + 1)));
      assertThat(after.details("not_dead_lettered")).contains(topic + "-0 offset ");
    }
  }

  /** Lines expire by the clock here, and workers forget events that are over. */
  @Test
  @Tag("full")
  void liveOddsAreCleanAndAnEntryThatOutlivesItsLineIsNamed(LocalStack stack) throws Exception {
    try (Installation installation = Installation.live(stack)) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      List<MarketSnapshot> events = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        events.add(quote("live-" + i, now.plusSeconds(7_200), now.minusSeconds(60L * i)));
      }
      events.add(quote("over", now.minusSeconds(24 * 3_600), now.minusSeconds(20 * 3_600)));
      installation.start().awaitReady();
      new Producers(installation).sendAtOnce(events, 10_000).get();
      new Reckoning(installation).awaitDrained();
      await("the sinks").until(() -> reached(installation));

      AuditRun clean = AuditRun.clean(installation);

      assertThat(clean.number("compared", "entries")).isGreaterThanOrEqualTo(12);
      BetType type = new BetType("h2h");
      LineId id = new LineId("live-0|h2h|||Away/Home");
      try (RedisClient redis = installation.redis()) {
        redis.pexpire(KEYS.line(type, id), 7_200_000);
      }
      assertThat(AuditRun.of(installation).named()).containsExactly("entry_expiry " + id);
    }
  }

  private static MarketSnapshot quote(String event, Instant start, Instant quoted) {
    return new MarketSnapshot(
        new SportingEvent(event, "basketball_nba", start, "Home", "Away"),
        new BetType("h2h"),
        new Bookmaker("pinnacle"),
        List.of(Outcome.of("Home", null, null, 1.9), Outcome.of("Away", null, null, 2.0)),
        quoted,
        quoted,
        null);
  }

  @Test
  void saysWhichServerDoesNotAnswer(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      var result =
          installation.commands("EV_REDIS_URL", "redis://127.0.0.1:1/1").run("audit", "--json");

      assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(4);
      assertThat(result.err()).contains("Could not look: Redis: ");
    }
  }

  /** Redis loses entries, as one that evicts keys does: the sink fills them again. */
  private static void lostEntriesComeBack(Installation installation) throws Exception {
    List<String> lines =
        List.of(
            installation
                .query(
                    "SELECT string_agg(line_id, '\n') FROM (SELECT DISTINCT line_id FROM bets"
                        + " WHERE closed_at IS NULL AND bet_type = 'h2h' LIMIT 3) few")
                .split("\n"));
    BetType type = new BetType("h2h");
    try (RedisClient redis = installation.redis()) {
      for (String line : lines) {
        LineId id = new LineId(line);
        assertThat(redis.del(KEYS.line(type, id), KEYS.version(type, id))).isEqualTo(2);
      }
      await("the entries are back")
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  lines.stream()
                      .allMatch(
                          line ->
                              redis.exists(KEYS.line(type, new LineId(line)))
                                  && redis.exists(KEYS.version(type, new LineId(line)))));
    }
  }

  /** Publishes an older version of an open line once more, as a worker that came back might. */
  private static String oldVersionAgain(Installation installation) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> lines =
        installation.contents().read(installation.topics().lines());
    for (ConsumerRecord<byte[], byte[]> first : lines) {
      String id = text(first.key());
      ConsumerRecord<byte[], byte[]> last =
          lines.stream().filter(each -> text(each.key()).equals(id)).reduce((a, b) -> b).get();
      if (last.offset() != first.offset()
          && id.contains("|h2h|")
          && first.value().length < last.value().length) {
        send(
            installation,
            new ProducerRecord<>(first.topic(), first.partition(), first.key(), first.value()));
        return id;
      }
    }
    throw new AssertionError("no line has grown");
  }

  private static boolean reached(Installation installation) throws Exception {
    return new StoredLines(installation)
        .reached(installation.contents().read(installation.topics().lines()));
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(Installation installation) {
    return installation.contents().read(installation.topics().deadLetters());
  }

  private static void send(Installation installation, ProducerRecord<byte[], byte[]> record)
      throws Exception {
    Properties client = installation.kafkaClient();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** One defect of each kind, each on a line of its own. */
  private static final class Planted {
    private final Installation installation;
    private final List<String> lines;
    private final Set<String> expected = new TreeSet<>();

    Planted(Installation installation, String repriced) throws Exception {
      this.installation = installation;
      this.lines =
          Arrays.asList(
              installation
                  .query(
                      """
                      SELECT string_agg(line_id, E'\\n' ORDER BY line_id COLLATE "C") FROM
                        (SELECT DISTINCT line_id FROM bets b
                         WHERE closed_at IS NULL AND best_price IS NOT NULL
                           AND line_id <> '%s') open
                      """
                          .formatted(repriced))
                  .split("\n"));
      assertThat(lines).hasSizeGreaterThan(12);
    }

    Set<String> expected() {
      return expected;
    }

    private String expect(int line, String... kinds) {
      for (String kind : kinds) {
        expected.add(kind + " " + lines.get(line));
      }
      return "'" + lines.get(line).replace("'", "''") + "'";
    }

    void inTheTables() throws Exception {
      installation.execute(
          "UPDATE bets SET best_price = best_price + 1 WHERE line_id = "
              + expect(0, "row_differs", "history_differs"));
      installation.execute("DELETE FROM bets WHERE line_id = " + expect(1, "row_missing"));
      installation.execute(
          "DELETE FROM bet_history WHERE line_id = " + expect(2, "history_missing"));
      installation.execute(
          "UPDATE bets SET version = version - 1 WHERE version > 0 AND line_id = "
              + expect(3, "row_stale"));
      installation.execute(
          "INSERT INTO bet_history (line_id, outcome, version, recorded_at, event_id, bet_type,"
              + " settings_version, market_time, valid_until)"
              + " SELECT line_id, outcome, version + 1000, recorded_at + interval '1 second',"
              + " event_id, bet_type::text, settings_version, market_time, valid_until"
              + " FROM bets WHERE line_id = "
              + expect(4, "history_later"));
      installation.execute(
          "UPDATE bets SET offers = '[]' WHERE line_id = " + expect(5, "row_differs"));
      installation.execute(
          "INSERT INTO bets SELECT (jsonb_populate_record(b, jsonb_build_object('outcome',"
              + " 'Nobody'))).* FROM bets b WHERE line_id = "
              + expect(6, "row_open")
              + " LIMIT 1");
      installation.execute(
          "INSERT INTO bets SELECT (jsonb_populate_record(b, jsonb_build_object('line_id',"
              + " 'no-such-line', 'valid_until', now() + interval '1 hour'))).* FROM bets b"
              + " WHERE closed_at IS NULL LIMIT 1");
      expected.add("row_without_line no-such-line");
    }

    void inTheCache() {
      try (RedisClient redis = installation.redis()) {
        redis.del(entry(7));
        expect(7, "entry_missing");
        redis.set(entry(8), redis.get(entry(8)).replaceFirst("\"version\":\\d+", "\"version\":0"));
        redis.pexpire(entry(8), 100_000);
        expect(8, "entry_stale");
        redis.zrem(index(9), lines.get(9));
        expect(9, "index_missing");
        redis.persist(entry(10));
        expect(10, "entry_expiry");
        redis.set(entry(11), redis.get(entry(11)).replaceFirst("\"price\":[0-9.]+", "\"price\":9"));
        redis.pexpire(entry(11), 100_000);
        expect(11, "entry_differs");
        BetType totals = new BetType("totals");
        LineId orphan = new LineId("nothing|totals||1.5|");
        redis.zadd(
            KEYS.index(totals, orphan), System.currentTimeMillis() + 600_000.0, orphan.text());
        expected.add("index_orphan " + orphan);
        LineId kept = new LineId("gone|totals||1.5|");
        redis.set(KEYS.line(totals, kept), "{\"version\":0}");
        redis.set(KEYS.version(totals, kept), "x 0");
        redis.zadd(KEYS.index(totals, kept), System.currentTimeMillis() + 600_000.0, kept.text());
        expected.add("entry_kept " + kept);
      }
    }

    void inTheTopics() throws Exception {
      ConsumerRecord<byte[], byte[]> parked =
          installation.contents().read(installation.topics().parked()).get(0);
      try (Admin admin = installation.admin()) {
        admin
            .deleteRecords(
                Map.of(
                    new TopicPartition(parked.topic(), parked.partition()),
                    RecordsToDelete.beforeOffset(parked.offset() + 1),
                    new TopicPartition(
                        installation.topics().deadLetters(),
                        letters(installation).get(0).partition()),
                    RecordsToDelete.beforeOffset(letters(installation).get(0).offset() + 1)))
            .all()
            .get();
        expected.add("parked_gone " + text(parked.key()) + " in partition " + parked.partition());
        expected.add("not_dead_lettered not_wire_format");
        skipOne(admin);
      }
    }

    /** An event that no worker takes: the group's offset is moved past it. */
    private void skipOne(Admin admin) throws Exception {
      List<ConsumerRecord<byte[], byte[]>> odds =
          installation.contents().read(installation.topics().oddsEvents());
      String application = installation.applicationId();
      var skipped =
          new OddsGenerator(7, 1)
              .events(20).stream()
                  .filter(event -> event.betType().symbol().equals("h2h"))
                  .findFirst()
                  .orElseThrow();
      new Producers(installation).sendAtOnce(List.of(skipped), 1_000).get();
      assertThat(installation.contents().read(installation.topics().oddsEvents()))
          .hasSize(odds.size() + 1);
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      installation
          .contents()
          .ends(installation.topics().oddsEvents())
          .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
      await("the offsets are moved")
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(
              () -> {
                admin.alterConsumerGroupOffsets(application, ends).all().get();
                return true;
              });
      expected.add("quote_not_published " + skipped.marketId());
    }

    private String entry(int line) {
      LineId id = new LineId(lines.get(line));
      return KEYS.line(type(line), id);
    }

    private String index(int line) {
      return KEYS.index(type(line), new LineId(lines.get(line)));
    }

    private BetType type(int line) {
      return new BetType(lines.get(line).split("\\|", -1)[1]);
    }
  }
}
