package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.ShortQuotes;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong outside, on the live topics, through a worker's process to the tables. */
@Tag("full")
@ExtendWith(LocalStackExtension.class)
final class WrongWorldIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private Producers producers;

  @Test
  void clocksAndStartsThatAreWrong(LocalStack stack) throws Exception {
    try (Installation installation = Installation.live(stack)) {
      producers = new Producers(installation);
      acceptAnyTimestamp(installation);
      // Before any worker runs: an hour old, and one record 55 minutes ahead of the others.
      Instant then = now.minus(Duration.ofHours(1));
      send(
          h2h("backlog", "pinnacle", then, 1.95),
          h2h("backlog", "draftkings", then, 1.91),
          h2h("backlog", "betmgm", then.plus(Duration.ofMinutes(55)), 2.5),
          h2h("backlog", "betmgm", then.plusSeconds(1), 1.9),
          h2h("backlog", "pinnacle", then.plusSeconds(2), 1.96));
      WorkerProcess worker = installation.start().awaitReady();
      ended(worker, 5);
      assertThat(ahead(worker)).isEqualTo(1);

      // 55 minutes ahead, and right again.
      send(
          h2h("fast", "pinnacle", now, 1.95),
          h2h("fast", "draftkings", now, 1.91),
          h2h("fast", "fanduel", now, 2.1),
          h2h("fast", "betmgm", now.plus(Duration.ofMinutes(55)), 2.5),
          h2h("fast", "betmgm", now.plusMillis(1), 1.9),
          h2h("fast", "pinnacle", now.plusMillis(2), 1.96));
      ended(worker, 11);
      assertThat(ahead(worker)).isEqualTo(2);

      // The year 2190, which the broker lets in.
      send(
          h2h("far", "pinnacle", now, 1.95),
          h2h("far", "betmgm", Instant.parse("2190-06-01T12:00:00Z"), 9.5),
          h2h("far", "pinnacle", now.plusMillis(1), 1.9),
          h2h("far", "betmgm", now.plusMillis(1), 1.9));
      ended(worker, 15);
      assertThat(ahead(worker)).isEqualTo(3);
      assertThat(worker.metric("ev_records_total", "outcome=\"applied\"")).isEqualTo(12);
      assertThat(worker.metric("ev_records_total", "outcome=\"superseded\"")).isZero();
      for (String event : List.of("backlog", "fast", "far")) {
        await(event)
            .atMost(PATIENCE)
            .until(() -> offers(installation, event, "betmgm", "1.9").equals("2"));
        assertThat(
                installation.query(
                    "SELECT count(*) FROM bet_offers WHERE event_id = '"
                        + event
                        + "' AND flags::text LIKE '%stale%'"))
            .as(event)
            .isEqualTo("0");
      }

      // Postponed by a day with another total, and with another home team.
      Instant start = now.plus(Duration.ofHours(2));
      send(
          total("moved", start, "Home", now, 5.5, 1.9),
          total("named", start, "Old", now, 5.5, 1.9));
      ended(worker, 17);
      Instant later = start.plus(Duration.ofHours(24));
      send(
          total("moved", later, "Home", now.plusMillis(1), 6.5, 1.9),
          total("named", later, "New", now.plusMillis(1), 5.5, 1.91));
      ended(worker, 19);
      for (String event : List.of("moved Home", "named New")) {
        await(event).atMost(PATIENCE).until(() -> startsInADay(installation, event));
      }
      assertThat(worker.ready()).isTrue();
    }
  }

  /** Written down by hand, in src/test/resources/cases. */
  @Test
  void filesOfQuotesEndAsTheyShould(LocalStack stack) throws Exception {
    try (Installation installation = Installation.live(stack)) {
      producers = new Producers(installation);
      acceptAnyTimestamp(installation);
      WorkerProcess worker = installation.start().awaitReady();
      int sent = 0;
      for (String file : List.of("postponed", "far-future", "fast-clock")) {
        Path lines = Path.of("src/test/resources/cases", file + ".jsonl");
        for (List<JsonNode> group : ShortQuotes.groups(lines)) {
          producers.send(Producers.Choice.HOME, ShortQuotes.now(group));
          sent += group.size();
          ended(worker, sent);
        }
      }
      // 4 of the postponed; 5 of 165 years, one of them that far; 6 of the clock, one 55 minutes.
      assertThat(sent).isEqualTo(15);
      assertThat(ahead(worker)).isEqualTo(2);
      assertThat(worker.metric("ev_records_total", "outcome=\"applied\"")).isEqualTo(13);
      assertThat(worker.metric("ev_records_total", "outcome=\"dead_lettered\"")).isEqualTo(2);
      assertThat(worker.ready()).isTrue();

      for (String row : List.of("resched-1 Home", "resched-2 New Name")) {
        await(row).atMost(PATIENCE).until(() -> startsInADay(installation, row));
      }
      // far-1 ends with 1.9 twice at betmgm, and 1.9 and 2.0 at pinnacle; clock-1 with 1.9 twice
      // at betmgm.
      await()
          .atMost(PATIENCE)
          .until(() -> offers(installation, "far-1", "betmgm", "1.9").equals("2"));
      assertThat(offers(installation, "far-1", "pinnacle", "2.0")).isEqualTo("1");
      await()
          .atMost(PATIENCE)
          .until(() -> offers(installation, "clock-1", "betmgm", "1.9").equals("2"));
      assertThat(
              installation.query(
                  "SELECT count(*) FROM bet_offers WHERE flags::text LIKE '%stale%' OR price > 2.2"))
          .isEqualTo("0");
    }
  }

  private static boolean startsInADay(Installation installation, String eventAndHome)
      throws Exception {
    return installation
        .query(
            "SELECT count(*) FROM events WHERE event_id || ' ' || home_team = '"
                + eventAndHome
                + "' AND commence_time > now() + interval '25 hours'")
        .equals("1");
  }

  private static void acceptAnyTimestamp(Installation installation) throws Exception {
    try (var admin = installation.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, installation.topics().oddsEvents()),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry(
                              "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private void send(MarketSnapshot... events) throws Exception {
    producers.send(Producers.Choice.HOME, List.of(events));
  }

  private static void ended(WorkerProcess worker, int records) {
    await().atMost(PATIENCE).until(() -> worker.metric("ev_records_total") == records);
  }

  private static double ahead(WorkerProcess worker) {
    return worker.metric(
        "ev_clock_ahead_total", "bookmaker=\"betmgm\"", "outcome=\"dead_lettered\"");
  }

  private static String offers(
      Installation installation, String event, String bookmaker, String price) throws Exception {
    return installation.query(
        "SELECT count(*) FROM bet_offers WHERE event_id = '"
            + event
            + "' AND bookmaker = '"
            + bookmaker
            + "' AND price = "
            + price);
  }

  private static MarketSnapshot total(
      String event, Instant start, String home, Instant when, double point, double price) {
    return snapshot(
        event,
        "totals",
        start,
        home,
        "pinnacle",
        when,
        Outcome.of("Over", null, point, price),
        Outcome.of("Under", null, point, 1.9));
  }

  private static MarketSnapshot h2h(String event, String bookmaker, Instant when, double price) {
    return snapshot(
        event,
        "h2h",
        when.plus(Duration.ofHours(5)),
        "Home",
        bookmaker,
        when,
        Outcome.of("Home", null, null, price),
        Outcome.of("Away", null, null, 1.9));
  }

  private static MarketSnapshot snapshot(
      String event,
      String betType,
      Instant start,
      String home,
      String bookmaker,
      Instant when,
      Outcome... outcomes) {
    return new MarketSnapshot(
        new SportingEvent(event, "icehockey_nhl", start, home, "Away"),
        new BetType(betType),
        new Bookmaker(bookmaker),
        List.of(outcomes),
        when,
        when,
        null);
  }
}
