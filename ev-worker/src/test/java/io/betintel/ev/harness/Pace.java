package io.betintel.ev.harness;

import java.util.Map;

/**
 * How far a worker has come, by its own counters.
 *
 * @param consumed events
 * @param stored lines read by the sink of PostgreSQL
 * @param cached lines read by the sink of Redis
 */
public record Pace(double consumed, double stored, double cached) {

  public static Pace of(WorkerProcess worker) {
    Map<String, Double> metrics = worker.metrics();
    return new Pace(
        sum(metrics, "ev_records_consumed_total", ""),
        sum(metrics, "ev_sink_records_read_total", "sink=\"postgres\""),
        sum(metrics, "ev_sink_records_read_total", "sink=\"redis\""));
  }

  /** Whether every part has gone on since an earlier time. */
  public boolean isBeyond(Pace earlier) {
    return consumed > earlier.consumed && stored > earlier.stored && cached > earlier.cached;
  }

  private static double sum(Map<String, Double> metrics, String name, String label) {
    return metrics.entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(name) && sample.getKey().contains(label))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
