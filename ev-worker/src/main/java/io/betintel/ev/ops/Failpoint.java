package io.betintel.ev.ops;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A place at which a test can end the process as SIGKILL would: {@code -Dev.failpoint=NAME:N} halts
 * the process when it passes the place of that name for the N-th time. Off unless the property is
 * set; not part of the configuration.
 *
 * <p>A kill from outside almost never hits the few microseconds between two writes that belong
 * together, and exactly-once is about those.
 *
 * <p>Keep it in a {@code static final} field: the property is read once, and no constructor has to
 * pass on what only a test needs.
 */
public final class Failpoint {
  private static final String PROPERTY = "ev.failpoint";

  /** The exit code that a shell reports after SIGKILL. */
  private static final int KILLED = 137;

  private static final long DEPARTURE_MS = 200;

  private final AtomicLong left;
  private final Runnable end;

  Failpoint(String name, String setting, Runnable end) {
    this.left =
        setting.startsWith(name + ":")
            ? new AtomicLong(Long.parseLong(setting.substring(name.length() + 1)))
            : null;
    this.end = end;
  }

  public static Failpoint named(String name) {
    return new Failpoint(name, System.getProperty(PROPERTY, ""), Failpoint::halt);
  }

  /** Returns at once, or ends the process. */
  public void pass() {
    if (left != null && left.decrementAndGet() == 0) {
      end.run();
    }
  }

  private static void halt() {
    try {
      // Give a client's own thread time to send what it was handed: a crash that loses that too
      // leaves nothing half done.
      Thread.sleep(DEPARTURE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(KILLED);
  }
}
