package io.betintel.ev.cli.console;

import io.betintel.ev.rehearse.Measured;
import io.betintel.ev.rehearse.Rehearsal;
import io.betintel.ev.rehearse.Wait;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints what was measured on a copy. */
final class RehearsalText {
  private static final int WIDTH = 60;
  private static final int NAMES = 2;

  private RehearsalText() {}

  static void print(Rehearsal rehearsal, PrintWriter out) {
    String part = "";
    TextTable table = header();
    for (Measured measured : rehearsal.statements()) {
      if (!measured.part().equals(part)) {
        if (!part.isEmpty()) {
          table.print(out);
          out.println();
        }
        part = measured.part();
        out.println(part);
        table = header();
      }
      table.row(
          cut(measured.statement()) + (measured.times() > 1 ? " x" + measured.times() : ""),
          millis(measured.time()),
          lock(measured),
          rewritten(measured.rewritten()),
          measured.written() == 0 ? "-" : Long.toString(measured.written()),
          wait(measured.waiting()));
    }
    if (!part.isEmpty()) {
      table.print(out);
      out.println();
    }
    rehearsal
        .waits()
        .forEach((name, wait) -> out.println(name + ": writers would wait " + wait(wait) + "."));
    if (rehearsal.statements().isEmpty()) {
      out.println("Nothing ran.");
    } else if (rehearsal.waits().isEmpty()) {
      out.println("No writer would wait.");
    }
  }

  private static TextTable header() {
    return new TextTable("STATEMENT", "TIME", "STRONGEST LOCK", "REWRITTEN", "WRITTEN", "WRITERS");
  }

  private static String cut(String sql) {
    return sql.length() <= WIDTH ? sql : sql.substring(0, WIDTH - 3) + "...";
  }

  private static String lock(Measured measured) {
    if (measured.lock().isEmpty()) {
      return "none";
    }
    if (measured.earlier()) {
      return "as before";
    }
    List<String> on = measured.on();
    return measured.lock()
        + " on "
        + String.join(", ", on.subList(0, Math.min(NAMES, on.size())))
        + (on.size() > NAMES ? " and " + (on.size() - NAMES) + " more" : "");
  }

  private static String rewritten(Map<String, Long> rewritten) {
    return rewritten.isEmpty()
        ? "-"
        : new TreeMap<>(rewritten)
            .entrySet().stream()
                .map(each -> each.getValue() + " of " + each.getKey())
                .collect(Collectors.joining(", "));
  }

  private static String wait(Wait wait) {
    if (wait.writers().isZero()) {
      return "go on";
    }
    return millis(wait.writers()) + (wait.readers().isZero() ? "" : ", readers too");
  }

  private static String millis(Duration time) {
    double millis = time.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
  }
}
