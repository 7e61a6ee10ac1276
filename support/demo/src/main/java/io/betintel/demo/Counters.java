package io.betintel.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One scrape of the worker's {@code /metrics}.
 *
 * @param samples by series as written, labels included
 */
record Counters(Map<String, Double> samples) {
  private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+(?:\\{.*})?) (\\S+)$");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  static Counters scrape(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Map<String, Double> samples = new HashMap<>();
    CLIENT
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .forEach(
            line -> {
              Matcher sample = SAMPLE.matcher(line);
              if (sample.matches()) {
                samples.put(sample.group(1), Double.valueOf(sample.group(2)));
              }
            });
    return new Counters(samples);
  }

  /** Whether {@code path} answers 200. */
  static boolean healthy(int port, String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The sum of a metric's series that carry a label; 0 without any. */
  long sum(String metric, String label) {
    double sum = 0;
    for (Map.Entry<String, Double> sample : samples.entrySet()) {
      if (sample.getKey().startsWith(metric) && sample.getKey().contains(label)) {
        sum += sample.getValue();
      }
    }
    return (long) sum;
  }

  /** How many records had this end: {@code applied}, {@code superseded}, ... */
  long ended(String outcome) {
    return sum("ev_records_total{", "outcome=\"" + outcome + '"');
  }
}
