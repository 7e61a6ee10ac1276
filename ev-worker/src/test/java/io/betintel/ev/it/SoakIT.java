package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.AuditRun;
import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Traffic;
import io.betintel.ev.harness.Twins;
import io.betintel.ev.harness.Vitals;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One worker under steady traffic for as long as {@code soak.minutes} says, while bet types are
 * switched off and on in turn: what it holds and how far it is behind must not grow. Of the looks
 * after the first third, the second half is compared with the first, by their medians.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("soak")
final class SoakIT {
  private static final Duration LASTS =
      Duration.ofMinutes(Long.parseLong(System.getProperty("soak.minutes", "3")));
  private static final int MARKETS = 20;
  private static final int PER_SECOND = 100;
  private static final List<String> ROLLING =
      List.of("totals", Twins.SWITCHED, "spreads", "player_points");
  private static final Duration ROLL = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final double MB = 1 << 20;

  private final List<Vitals> seen = new ArrayList<>();

  @Test
  void memoryAndLagDoNotGrow(LocalStack stack) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed + ", " + LASTS.toMinutes() + " minutes");
    try (Installation installation = Installation.of(stack)) {
      CatalogueRows catalogue = new CatalogueRows(installation);
      WorkerProcess worker = installation.start("-Xms256m", "-XX:+AlwaysPreTouch").awaitReady();
      OddsGenerator odds = new OddsGenerator(seed, MARKETS);
      try (Traffic traffic = Traffic.start(installation, n -> some(odds, n), PER_SECOND)) {
        long begun = System.nanoTime();
        long rolled = -1;
        while (System.nanoTime() - begun < LASTS.toNanos()) {
          long rolls = (System.nanoTime() - begun) / ROLL.toNanos();
          if (rolls > rolled) {
            roll(catalogue, rolls);
            rolled = rolls;
          }
          Thread.sleep(LOOK.toMillis()); // between two looks
          Vitals now = Vitals.of(installation, worker);
          seen.add(now);
          System.out.printf(
              "%4.0f s: live heap %.1f MB, outside the heap %.1f MB, %.0f threads, %.0f behind%n",
              (System.nanoTime() - begun) / 1e9,
              now.liveHeap() / MB,
              now.outsideHeap() / MB,
              now.threads(),
              now.behind());
        }
        traffic.stop();
      }
      for (String type : ROLLING) {
        catalogue.enable(type);
      }
      flat("live heap, MB", vitals -> vitals.liveHeap() / MB, 0.05, 3);
      flat("outside the heap, MB", vitals -> vitals.outsideHeap() / MB, 0.05, 12);
      flat("threads", Vitals::threads, 0, 2);
      flat("behind", Vitals::behind, 0.5, 5.0 * PER_SECOND);
      new Twins(installation).awaitSettled();
      AuditRun.cleanAtRest(installation);
      assertThat(worker.alive()).isTrue();
    }
  }

  /** A tenth of them of the bet type that is off at first. */
  private static List<MarketSnapshot> some(OddsGenerator odds, int count) {
    List<MarketSnapshot> some = new ArrayList<>(odds.events(count - count / 10));
    some.addAll(odds.disabled(count / 10));
    return some;
  }

  /** One bet type is off at a time. */
  private static void roll(CatalogueRows catalogue, long rolls) throws Exception {
    int off = (int) (rolls % ROLLING.size());
    for (int i = 0; i < ROLLING.size(); i++) {
      if (i == off) {
        catalogue.disable(ROLLING.get(i));
      } else {
        catalogue.enable(ROLLING.get(i));
      }
    }
  }

  /**
   * @param share by which it may grow from the first half to the second
   * @param atLeast what it may grow by in any case
   */
  private void flat(String what, ToDoubleFunction<Vitals> of, double share, double atLeast) {
    List<Vitals> later = seen.subList(seen.size() / 3, seen.size());
    double first = median(later.subList(0, later.size() / 2), of);
    double second = median(later.subList(later.size() / 2, later.size()), of);
    System.out.printf("%s: %.1f, then %.1f%n", what, first, second);
    assertThat(second - first)
        .as("%s was %.1f and is %.1f", what, first, second)
        .isLessThanOrEqualTo(Math.max(atLeast, share * first));
  }

  private static double median(List<Vitals> some, ToDoubleFunction<Vitals> of) {
    return some.stream().mapToDouble(of).sorted().skip(some.size() / 2).findFirst().orElseThrow();
  }
}
