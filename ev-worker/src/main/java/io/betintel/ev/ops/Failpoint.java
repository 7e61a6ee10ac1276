package io.betintel.ev.ops;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A place at which a test can end the process as SIGKILL would: {@code -Dev.failpoint=NAME:N} halts
 * it at the N-th passage of the place of that name. Off unless the property is set, and no part of
 * the configuration.
 *
 * <p>A kill from outside almost never hits the few microseconds in which two writes that belong
 * together are half done, and those are what exactly-once is about.
 *
 * <p>It is meant to stand in a {@code static final} field of the class that it is in: read once,
 * and no constructor between there and the composition root has to pass on what only a test wants.
 */
public final class Failpoint {
  private static final String PROPERTY = "ev.failpoint";

  /** As a shell reports a process that SIGKILL ended. */
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

  /** Does nothing, or does not return. */
  public void pass() {
    if (left != null && left.decrementAndGet() == 0) {
      end.run();
    }
  }

  private static void halt() {
    try {
      // What was handed to a client's own thread must have left the process: a crash that loses it
      // as well leaves nothing half done.
      Thread.sleep(DEPARTURE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(KILLED);
  }
}
