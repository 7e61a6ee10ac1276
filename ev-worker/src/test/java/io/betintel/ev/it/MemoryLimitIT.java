package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.market.Snapshots;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker with little heap that is sent more than it can hold. */
@Tag("full")
@ExtendWith(LocalStackExtension.class)
final class MemoryLimitIT {
  private static final Instant NOON = Snapshots.NOON;

  /** A fifth of 160 MiB is for snapshots, and one takes some 6 kB: 5,000 of these 12,000. */
  private static final int MARKETS = 12_000;

  private static final int OTHER_TYPE = 100;
  private static final String LINK = "https://book.example/" + "x".repeat(2_000);

  @Test
  void workerWhoseStoreIsFullStaysUpAndGoesOnWithWhatItKnows(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      Producers producers = new Producers(installation);
      WorkerProcess worker =
          installation.start("-Xmx160m", "-XX:+ExitOnOutOfMemoryError").awaitReady();
      producers.send(
          Producers.Choice.HOME,
          quotes("totals", 0, OTHER_TYPE, NOON, 1.9)); // the first, so that they are known
      awaitConsumed(worker, OTHER_TYPE);

      producers.send(Producers.Choice.HOME, quotes("h2h", 0, MARKETS, NOON, 1.9));
      awaitConsumed(worker, OTHER_TYPE + MARKETS);

      double applied = worker.metric("ev_records_total", "outcome=\"applied\"");
      double refused = worker.metric("ev_records_total", "reason=\"store_full\"");
      assertThat(applied + refused).isEqualTo(OTHER_TYPE + MARKETS);
      assertThat(refused).isBetween(MARKETS * 0.3, MARKETS * 0.8);
      assertThat(worker.metric("ev_limit_reached_total", "what=\"store\"")).isEqualTo(refused);
      assertThat(worker.metric("ev_store_bytes", "role=\"active\""))
          .isBetween(0.2 * 160 * 1_048_576 * 0.9, 0.25 * 160 * 1_048_576);
      assertThat(worker.ready()).isTrue();

      // The first ones are known, the last one is not.
      Instant later = NOON.plusSeconds(60);
      List<MarketSnapshot> next = new ArrayList<>(quotes("totals", 0, OTHER_TYPE, later, 1.87));
      next.addAll(quotes("h2h", 0, 1_000, later, 1.87));
      next.addAll(quotes("h2h", MARKETS - 1, 1, later, 1.87));
      producers.send(Producers.Choice.HOME, next);
      awaitConsumed(worker, OTHER_TYPE + MARKETS + next.size());

      assertThat(worker.metric("ev_records_total", "outcome=\"applied\""))
          .isEqualTo(applied + OTHER_TYPE + 1_000);
      assertThat(worker.metric("ev_records_total", "reason=\"store_full\"")).isEqualTo(refused + 1);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> stored(installation, "totals") == 2L * OTHER_TYPE);
      await().atMost(Duration.ofSeconds(60)).until(() -> stored(installation, "h2h") == 2_000);
      assertThat(worker.ready()).isTrue();
      assertThat(worker.log()).doesNotContain("OutOfMemoryError");
      System.out.printf(
          "memory limit: %.0f applied, %.0f refused, %.1f MiB stored%n",
          applied, refused, worker.metric("ev_store_bytes", "role=\"active\"") / 1_048_576);
    }
  }

  private static void awaitConsumed(WorkerProcess worker, int sent) {
    await()
        .atMost(Duration.ofMinutes(4))
        .until(
            () -> {
              assertThat(worker.alive()).as(worker.log()).isTrue();
              return worker.metric("ev_records_total") == sent;
            });
  }

  /** How many bets have the later price. */
  private static long stored(Installation installation, String betType) throws Exception {
    return Long.parseLong(
        installation.query(
            "SELECT count(*) FROM bets WHERE bet_type::text = '"
                + betType
                + "' AND offers::text LIKE '%1.87%'"));
  }

  private static List<MarketSnapshot> quotes(
      String betType, int first, int count, Instant when, double price) {
    Double point = betType.equals("totals") ? 5.5 : null;
    String one = point == null ? "Home" : "Over";
    String other = point == null ? "Away" : "Under";
    return IntStream.range(first, first + count)
        .mapToObj(
            match ->
                new MarketSnapshot(
                    new SportingEvent(
                        "match-" + match,
                        "icehockey_nhl",
                        NOON.plus(Duration.ofHours(6)),
                        "Home",
                        "Away"),
                    new BetType(betType),
                    new Bookmaker("pinnacle"),
                    List.of(
                        new Outcome(one, null, point, price, LINK, null),
                        new Outcome(other, null, point, price, LINK, null)),
                    when,
                    when,
                    LINK))
        .toList();
  }
}
