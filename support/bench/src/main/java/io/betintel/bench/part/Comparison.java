package io.betintel.bench.part;

import io.betintel.bench.measure.Window;
import io.betintel.bench.report.Row;
import io.betintel.bench.system.Trial;
import io.betintel.bench.system.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Variants that run in turns: A B, then A B again. */
final class Comparison {
  static final String PART = "comparison";
  static final String RATE = "events/s";
  static final String CPU = "us/event";

  private final Session session;
  private final List<Variant> variants;

  /**
   * @param variants the others are compared with the first
   */
  Comparison(Session session, List<Variant> variants) {
    this.session = session;
    this.variants = List.copyOf(variants);
  }

  void run() throws InterruptedException {
    Map<Variant, List<Row>> measured = new LinkedHashMap<>();
    for (int round = 1; round <= session.settings().rounds(); round++) {
      for (Variant variant : variants) {
        String name = variant.name() + " #" + round;
        session.say("run " + round + ": " + variant.name());
        try {
          Row row = row(name, session.trial().run(variant));
          session.add(row);
          measured.computeIfAbsent(variant, first -> new ArrayList<>()).add(row);
        } catch (IOException | IllegalArgumentException e) {
          session.failed(name, e);
        }
      }
    }
    if (measured.containsKey(variants.get(0))) {
      compare(measured);
    }
  }

  private void compare(Map<Variant, List<Row>> measured) {
    Map<String, Double> first = means(measured.get(variants.get(0)));
    measured.forEach(
        (variant, rows) -> {
          Map<String, Double> means = means(rows);
          means.put("rate / first", means.get(RATE) / first.get(RATE));
          means.put("CPU / first", means.get(CPU) / first.get(CPU));
          String mark =
              rows.stream().map(Row::mark).filter(one -> !one.isEmpty()).findFirst().orElse("");
          session.add(new Row("mean", variant.name(), mark, means));
        });
  }

  private static Row row(String name, Trial.Outcome outcome) {
    Window window = outcome.window();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(RATE, window.perSecond());
    figures.put(CPU, window.programMicros() + window.brokerMicros());
    figures.put("program us", window.programMicros());
    figures.put("broker us", window.brokerMicros());
    figures.put("lines/event", window.linesPerRecord());
    figures.put("bytes/line", outcome.bytesPerLine());
    figures.put("seconds", window.seconds());
    figures.put("others' cores", window.takenByOthers());
    return new Row(PART, name, window.busy() ? "busy" : "", figures);
  }

  private static Map<String, Double> means(List<Row> rows) {
    Map<String, Double> means = new LinkedHashMap<>();
    rows.get(0)
        .figures()
        .keySet()
        .forEach(
            figure ->
                means.put(
                    figure,
                    rows.stream()
                        .mapToDouble(row -> row.figures().get(figure))
                        .average()
                        .orElse(0)));
    return means;
  }
}
