package io.betintel.bench.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.bench.probe.Observations.Seen;
import io.betintel.bench.report.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  private static final long START = 1_700_000_000_000L;
  private static final long MILLI = 1_000_000L;

  /** The first ack is the start; what was due before it belongs to the opening. */
  private static final Latencies LATENCIES =
      new Latencies(
          "worker",
          List.of(
              new Seen("ack", START, MILLI),
              new Seen("ev.lines", START - 1, 900 * MILLI),
              new Seen("ev.lines", START + 24_999, 80 * MILLI),
              new Seen("ev.lines", START + 29_999, 50 * MILLI),
              new Seen("ev.lines", START + 30_000, 30 * MILLI),
              new Seen("ev.lines", START + 31_000, 20 * MILLI)));

  @Test
  void first25SecondsAreColdAndFrom30ItIsWarm() {
    List<Row> rows = LATENCIES.summary();

    assertThat(rows)
        .extracting(Row::name)
        .containsExactly("worker, ack, cold", "worker, ev.lines, cold", "worker, ev.lines, warm");
    assertThat(rows.get(1).figures()).containsEntry("p50", 80.0).containsEntry("count", 1.0);
    assertThat(rows.get(2).figures()).containsEntry("p50", 20.0).containsEntry("p99", 30.0);
  }

  @Test
  void eachFiveSecondsHaveTheirOwnPercentiles() {
    assertThat(LATENCIES.windows())
        .extracting(Row::name)
        .containsExactly(
            "worker, ack, 0 s",
            "worker, ev.lines, 20 s",
            "worker, ev.lines, 25 s",
            "worker, ev.lines, 30 s");
  }
}
