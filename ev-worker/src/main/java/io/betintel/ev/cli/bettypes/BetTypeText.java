package io.betintel.ev.cli.bettypes;

import io.betintel.ev.status.Answer;
import io.betintel.ev.status.BetTypeState;
import io.betintel.ev.status.BetTypesReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats figures of bet types. A question mark stands for a surface that is away. */
final class BetTypeText {
  private static final String AWAY = "?";
  private static final String NONE = "-";

  private BetTypeText() {}

  static String count(Long count) {
    return count == null ? AWAY : Long.toString(count);
  }

  static String rate(Double perMinute) {
    return perMinute == null ? AWAY : String.format(Locale.ROOT, "%.0f", perMinute);
  }

  static String yes(Boolean value) {
    return value == null ? AWAY : value ? "yes" : "no";
  }

  static String label(BetTypeState state) {
    return yes(state.label()) + (state.removed() == null ? "" : ", removed on purpose");
  }

  /** A null time is shown as a dash: never, or unknown. */
  static String time(Instant at) {
    return at == null ? NONE : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Prints a line for each surface that did not answer. */
  static void troubles(BetTypesReport report, PrintWriter err) {
    for (Answer<?> answer : report.surfaces()) {
      if (!answer.up()) {
        err.println(answer.server() + " (" + answer.address() + "): " + answer.trouble());
      }
    }
  }
}
