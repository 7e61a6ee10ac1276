package io.betintel.demo;

import java.io.PrintStream;
import java.time.Duration;

/** Reports progress: a line when a step begins, and one when it is done, with how long it took. */
final class Steps {
  private final PrintStream out;
  private long begun;
  private String step;

  Steps(PrintStream out) {
    this.out = out;
  }

  void begin(String name) {
    step = name;
    begun = System.nanoTime();
    out.printf("%6s    %s%n", "...", step);
    out.flush();
  }

  void done(String what) {
    double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1e3;
    out.printf("%6.1f s  %s: %s%n", seconds, step, what);
  }
}
