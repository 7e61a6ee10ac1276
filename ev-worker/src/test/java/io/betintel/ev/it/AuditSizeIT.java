package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An installation whose lines do not fit into the audit's heap is judged in passes, each line once.
 * {@code -Dev.audit.events=N} (10,000) makes it a measurement.
 */
@Tag("full")
@ExtendWith(LocalStackExtension.class)
final class AuditSizeIT {
  private static final int EVENTS = Integer.getInteger("ev.audit.events", 10_000);
  private static final int LINES_OF_AN_EVENT = 5;
  private static final Instant QUOTED = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void everyLineIsJudgedOnceThoughOneHeapDoesNotHoldThem(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      installation.start().awaitReady();
      List<MarketSnapshot> events = new ArrayList<>(EVENTS);
      for (int i = 0; i < EVENTS; i++) {
        events.add(quotes("event-" + i));
      }
      new Producers(installation).sendAtOnce(events, 50_000).get();
      int lines = EVENTS * LINES_OF_AN_EVENT;
      await("the rows")
          .atMost(Duration.ofMinutes(15))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> installation.query("SELECT count(*) FROM bets").equals("" + 2 * lines));
      await("the entries")
          .atMost(Duration.ofMinutes(15))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> installation.run("audit", "--json").exitCode() == 0);

      long began = System.nanoTime();
      CommandResult audit = installation.run("audit", "--json");
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
      JsonNode report = new ObjectMapper().readTree(audit.out());
      System.out.printf(
          "audit: %d events, %d lines, %d rows: %d passes, %d ms%n",
          EVENTS, lines, 2 * lines, report.path("passes").asInt(), took.toMillis());
      assertThat(report.path("passes").asInt()).isGreaterThan(1);
      assertThat(report.at("/compared/lines").asInt()).isEqualTo(lines);
      assertThat(report.at("/compared/rows").asInt()).isEqualTo(2 * lines);
      assertThat(report.at("/compared/entries").asInt()).isEqualTo(lines);
      assertThat(report.at("/compared/quotes").asInt()).isEqualTo(EVENTS);
      assertThat(report.at("/records/applied").asInt()).isEqualTo(EVENTS);
    }
  }

  private static MarketSnapshot quotes(String event) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < LINES_OF_AN_EVENT; i++) {
      outcomes.add(Outcome.of("Over", null, 200.5 + i, 1.9));
      outcomes.add(Outcome.of("Under", null, 200.5 + i, 1.95));
    }
    return new MarketSnapshot(
        new SportingEvent(event, "basketball_nba", QUOTED.plusSeconds(7_200), "Home", "Away"),
        new BetType("totals"),
        new Bookmaker("pinnacle"),
        outcomes,
        QUOTED,
        QUOTED,
        null);
  }
}
