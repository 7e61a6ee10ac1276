package io.betintel.ev.feed;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Shows how far a file is: a bar that is redrawn on a terminal, elsewhere one line when it is done.
 */
public final class ProgressBar {
  private static final int WIDTH = 30;
  private static final Duration REDRAWN_AFTER = Duration.ofMillis(100);

  private final PrintWriter out;
  private final boolean terminal;
  private final Clock clock;
  private String file;
  private int total;
  private int done;
  private Instant drawn;

  public ProgressBar(PrintWriter out, boolean terminal, Clock clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  public void start(String name, int snapshots) {
    file = name;
    total = snapshots;
    done = 0;
    drawn = clock.instant();
  }

  public void advance() {
    done++;
    if (terminal && !clock.instant().isBefore(drawn.plus(REDRAWN_AFTER))) {
      drawn = clock.instant();
      out.print('\r' + bar());
      out.flush();
    }
  }

  public void finish() {
    out.println(terminal ? '\r' + bar() : file + ": " + done + " of " + total);
    out.flush();
  }

  private String bar() {
    int filled = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
    return "[%s%s] %d/%d %s"
        .formatted("#".repeat(filled), ".".repeat(WIDTH - filled), done, total, file);
  }
}
