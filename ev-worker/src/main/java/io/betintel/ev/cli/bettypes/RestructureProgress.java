package io.betintel.ev.cli.bettypes;

import io.betintel.ev.restructure.Step;
import io.betintel.ev.restructure.Watch;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Shows how far a restructure is: one line per step, and while rows are filled a bar with rate and
 * remaining time, redrawn on a terminal and elsewhere a line every ten seconds.
 */
final class RestructureProgress implements Watch {
  private static final int WIDTH = 30;
  private static final Duration REDRAWN_AFTER = Duration.ofMillis(200);
  private static final Duration SAID_AFTER = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final boolean terminal;
  private final Clock clock;
  private Instant began;
  private Instant drawn;
  private long first;
  private boolean open;

  RestructureProgress(PrintWriter out, boolean terminal, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public void step(Step step) {
    end();
    began = null;
    out.println(step.label() + ": " + step.what());
    out.flush();
  }

  @Override
  public void filled(long done, long total) {
    Instant now = clock.instant();
    if (began == null) {
      began = now;
      drawn = Instant.EPOCH;
      first = done;
    }
    if (done < total && now.isBefore(drawn.plus(terminal ? REDRAWN_AFTER : SAID_AFTER))) {
      return;
    }
    drawn = now;
    out.print((terminal ? "\r" : "") + bar(done, total, Duration.between(began, now)));
    if (terminal) {
      open = true;
    } else {
      out.println();
    }
    out.flush();
  }

  /** Too short for a line. */
  @Override
  public void locked() {}

  @Override
  public void waiting(String forWhat) {
    end();
    out.println("  waits: " + forWhat);
    out.flush();
  }

  /** Ends the line of the bar. */
  void end() {
    if (open) {
      out.println();
      out.flush();
      open = false;
    }
  }

  private String bar(long done, long total, Duration since) {
    int filled = total == 0 ? WIDTH : (int) Math.min(WIDTH, WIDTH * done / total);
    double seconds = Math.max(0.001, since.toMillis() / 1e3);
    double rate = (done - first) / seconds;
    String left =
        done >= total || rate <= 0
            ? ""
            : String.format(Locale.ROOT, ", %.0f s left", (total - done) / rate);
    return String.format(
        Locale.ROOT,
        "  [%s%s] %d of %d rows, %.0f/s%s   ",
        "#".repeat(filled),
        ".".repeat(WIDTH - filled),
        done,
        total,
        rate,
        left);
  }
}
