package io.betintel.ev.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics that {@code METRICS.md} promises; MetricsIT compares it with a running worker. */
final class Metrics {
  private static final Pattern ROW =
      Pattern.compile("\\| `(ev_\\w+)` \\| (\\w+) \\| ([^|]+) \\| [^|]+ \\| ([^|]+) \\|");
  private static final Pattern USED = Pattern.compile("- `(\\w+)`.*");

  private static final Pattern OF_THE_CLUSTER = Pattern.compile("- of the cluster: `(\\w+)`");

  private Metrics() {}

  /** One row of the worker's own. */
  record Documented(String name, String type, String unit, String meaning) {
    Stream<String> samples() {
      return type.equals("histogram")
          ? Stream.of("_bucket", "_sum", "_count", "_max").map(name::concat)
          : Stream.of(name);
    }
  }

  static List<Documented> own() throws IOException {
    return lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Documented(row.group(1), row.group(2), row.group(3), row.group(4)))
        .toList();
  }

  /** Those of libraries that the alerts and dashboards use. */
  static Set<String> others() throws IOException {
    Set<String> others = new TreeSet<>();
    lines().map(USED::matcher).filter(Matcher::matches).forEach(row -> others.add(row.group(1)));
    return others;
  }

  /** Those of kube-state-metrics that the alerts use. */
  static Set<String> ofTheCluster() throws IOException {
    Set<String> names = new TreeSet<>();
    lines()
        .map(OF_THE_CLUSTER::matcher)
        .filter(Matcher::matches)
        .forEach(row -> names.add(row.group(1)));
    return names;
  }

  /** The names of all samples. */
  static Set<String> known() throws IOException {
    Set<String> known = others();
    known.addAll(ofTheCluster());
    own().stream().flatMap(Documented::samples).forEach(known::add);
    return known;
  }

  private static Stream<String> lines() throws IOException {
    return Files.readAllLines(Path.of("METRICS.md")).stream();
  }
}
