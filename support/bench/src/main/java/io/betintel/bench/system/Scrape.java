package io.betintel.bench.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * One reading of a program's metrics, in Prometheus' text form.
 *
 * @param lines without comments
 */
public record Scrape(List<String> lines) {
  /** Of the worker: records by their end. Opponents count under the same name. */
  public static final String ENDED = "ev_records_total{";

  public static final String PUBLISHED = "ev_lines_published_total{";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  /** Reads {@code /metrics} of a port on this machine. */
  public static Scrape of(int port) throws IOException, InterruptedException {
    return parse(
        CLIENT.send(request(port, "/metrics"), HttpResponse.BodyHandlers.ofString()).body());
  }

  static Scrape parse(String text) {
    return new Scrape(text.lines().filter(line -> !line.startsWith("#")).toList());
  }

  /** Whether a path answers 200. */
  public static boolean healthy(int port, String path) throws InterruptedException {
    try {
      return CLIENT.send(request(port, path), HttpResponse.BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The sum of the series that begin so and have all the labels; 0 without any. */
  public double sum(String beginning, String... labels) {
    double sum = 0;
    for (String line : lines) {
      if (line.startsWith(beginning) && List.of(labels).stream().allMatch(line::contains)) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return sum;
  }

  private static HttpRequest request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10))
        .build();
  }
}
