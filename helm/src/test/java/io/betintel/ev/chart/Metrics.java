package io.betintel.ev.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The names of a running worker's metrics. */
final class Metrics {
  private Metrics() {}

  static Set<String> known() throws IOException {
    return Set.copyOf(Files.readAllLines(Path.of("src/test/resources/metrics.txt")));
  }
}
