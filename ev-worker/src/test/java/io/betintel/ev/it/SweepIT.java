package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A change of settings reaches every line, whatever worker was down or died meanwhile. */
@ExtendWith(LocalStackExtension.class)
final class SweepIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String OPEN_LINES =
      "SELECT count(DISTINCT line_id) FROM bets WHERE closed_at IS NULL";

  @Test
  @Tag("full")
  void workerThatWasDownSweepsWhenItStartsAndItsSuccessorEndsWhatItLeft(LocalStack stack)
      throws Exception {
    // Ten lines a second in each task: a sweep of hundreds lasts long enough to be killed in.
    try (Installation installation = Installation.of(stack).with("EV_SWEEP_RATE", "10")) {
      CatalogueRows catalogue = new CatalogueRows(installation);
      Reckoning reckoning = new Reckoning(installation);
      List<MarketSnapshot> events = new OddsGenerator(31, 250).events(500);
      WorkerProcess before = installation.start().awaitReady();
      new Producers(installation).sendAtOnce(events, 10_000).get();
      reckoning.comesOutEven();
      before.terminate();
      before.exitCode();
      int published = publishedLines(installation);

      catalogue.set("h2h", "{\"take\": 0.05}");
      WorkerProcess victim = installation.start().awaitReady();
      await("the sweep has begun")
          .atMost(PATIENCE)
          .until(() -> victim.metric("ev_sweep_lines_total") > 20);
      assertThat(victim.metric("ev_sweep_markets")).isPositive();
      victim.kill();

      installation.with("EV_SWEEP_RATE", "2000");
      WorkerProcess successor = installation.start().awaitReady();
      await("the sweep has ended")
          .atMost(PATIENCE)
          .until(
              () ->
                  successor.metric("ev_sweep_lines_total") > 0
                      && successor.metric("ev_sweep_markets") == 0);
      reckoning.evenAfterASweep();
      assertThat(publishedLines(installation)).isGreaterThan(published);

      // Every line is up to date: another start has nothing to do.
      int swept = publishedLines(installation);
      successor.terminate();
      successor.exitCode();
      WorkerProcess last = installation.start().awaitReady();
      reckoning.awaitDrained();
      // A task sweeps its bet types by name: one that has done totals has passed h2h.
      catalogue.set("totals", "{\"take\": 0.05}");
      int totals = (int) catalogue.number(OPEN_LINES + " AND bet_type::text = 'totals'");
      await("the next sweep has ended")
          .atMost(PATIENCE)
          .until(() -> last.metric("ev_sweep_lines_total", "bet_type=\"totals\"") == totals);
      assertThat(totals).isPositive();
      assertThat(last.metric("ev_sweep_lines_total")).isEqualTo(totals);
      reckoning.awaitDrained();
      assertThat(publishedLines(installation)).isEqualTo(swept + totals);

      // Every line comes again, although nothing of it has changed.
      int open = (int) catalogue.number(OPEN_LINES);
      installation.run("lines", "republish", "--wait").done();
      await("everything is published again")
          .atMost(PATIENCE)
          .until(() -> last.metric("ev_sweep_lines_total") == totals + open);
      reckoning.awaitDrained();
      assertThat(publishedLines(installation)).isEqualTo(swept + totals + open);
    }
  }

  private static int publishedLines(Installation installation) {
    return installation.contents().read(installation.topics().lines()).size();
  }
}
