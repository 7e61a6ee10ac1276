package io.betintel.ev.status;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;

/**
 * What one worker has counted since it started. {@code consumed = applied + superseded + parked +
 * deadLettered} when nothing is in flight.
 */
public record WorkerCounters(
    long consumed, long applied, long superseded, long parked, long deadLettered, long lines) {
  private static final String RECORDS = "ev_records_total{";

  /**
   * Scrapes a worker.
   *
   * @param url of the worker, such as {@code http://127.0.0.1:8080}, or of its {@code /metrics}
   */
  static WorkerCounters scrape(HttpClient client, URI url)
      throws IOException, InterruptedException {
    return parse(HttpAnswer.of(client, url, "/metrics"));
  }

  /** How many records have ended. */
  public long ended() {
    return applied + superseded + parked + deadLettered;
  }

  /** Parses the Prometheus text format. */
  static WorkerCounters parse(String metrics) {
    return new WorkerCounters(
        sum(metrics, "ev_records_consumed_total", ""),
        sum(metrics, RECORDS, "outcome=\"applied\""),
        sum(metrics, RECORDS, "outcome=\"superseded\""),
        sum(metrics, RECORDS, "outcome=\"parked\""),
        sum(metrics, RECORDS, "outcome=\"dead_lettered\""),
        sum(metrics, "ev_lines_published_total{", ""));
  }

  private static long sum(String metrics, String start, String label) {
    return (long)
        metrics
            .lines()
            .filter(line -> line.startsWith(start) && line.contains(label))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }
}
