package io.betintel.bench.part;

import io.betintel.bench.measure.Percentiles;
import io.betintel.bench.probe.Observations.Seen;
import io.betintel.bench.report.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Observations of one run as percentiles: cold, warm, and for each 5 seconds. */
final class Latencies {
  static final int COLD_SECONDS = 25;
  static final int WARM_FROM_SECONDS = 30;

  private static final int WINDOW_SECONDS = 5;
  private static final long MILLIS = 1_000;

  private final String name;
  private final Map<String, List<Seen>> byPlace = new TreeMap<>();
  private final long begun;

  /**
   * @param name of the program, and its rate
   */
  Latencies(String name, List<Seen> seen) {
    this.name = name;
    // What a stores' probe saw of the opening was due before the first ack.
    this.begun =
        seen.stream()
            .filter(each -> each.where().equals("ack"))
            .mapToLong(Seen::due)
            .min()
            .orElse(0);
    seen.stream()
        .filter(each -> each.due() >= begun)
        .forEach(
            each -> byPlace.computeIfAbsent(each.where(), place -> new ArrayList<>()).add(each));
  }

  /** Cold and warm, for each place at which it was seen. */
  List<Row> summary() {
    List<Row> rows = new ArrayList<>();
    byPlace.forEach(
        (place, seen) -> {
          add(rows, "latency, ms", place + ", cold", seen, second -> second < COLD_SECONDS);
          add(rows, "latency, ms", place + ", warm", seen, second -> second >= WARM_FROM_SECONDS);
        });
    return rows;
  }

  /** Each 5 seconds, for each place. */
  List<Row> windows() {
    List<Row> rows = new ArrayList<>();
    byPlace.forEach(
        (place, seen) -> {
          long last = seen.stream().mapToLong(this::second).max().orElse(0);
          for (long from = 0; from <= last; from += WINDOW_SECONDS) {
            long start = from;
            add(
                rows,
                "latency per 5 s, ms",
                "%s, %d s".formatted(place, from),
                seen,
                second -> second >= start && second < start + WINDOW_SECONDS);
          }
        });
    return rows;
  }

  private void add(
      List<Row> rows, String part, String which, List<Seen> seen, Predicate<Long> seconds) {
    long[] late =
        seen.stream().filter(each -> seconds.test(second(each))).mapToLong(Seen::late).toArray();
    if (late.length == 0) {
      return;
    }
    Percentiles percentiles = Percentiles.ofNanos(late);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("p50", percentiles.p50());
    figures.put("p90", percentiles.p90());
    figures.put("p99", percentiles.p99());
    figures.put("p99.9", percentiles.p999());
    figures.put("max", percentiles.max());
    figures.put("count", (double) percentiles.count());
    rows.add(Row.of(part, name + ", " + which, figures));
  }

  private long second(Seen seen) {
    return (seen.due() - begun) / MILLIS;
  }
}
