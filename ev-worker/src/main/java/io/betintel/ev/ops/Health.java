package io.betintel.ev.ops;

import io.betintel.ev.ops.Check.Status;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The worker's state as Kubernetes asks for it. Not ready is not dead: a part that recovers by
 * itself makes the worker not ready; only a part that does not recover makes it not live.
 */
public final class Health {
  private final Supplier<List<Check>> checks;
  private volatile boolean started;

  public Health(Supplier<List<Check>> checks) {
    this.checks = checks;
  }

  /** Every part was started. */
  public void started() {
    started = true;
  }

  /** Whether every part was started. */
  public Answer isStarted() {
    return new Answer(started, describe(checks.get()));
  }

  /** Whether every part was started and works. */
  public Answer isReady() {
    boolean begun = started;
    List<Check> now = checks.get();
    return new Answer(begun && worst(now) == Status.UP, describe(now));
  }

  /** Whether no part needs a restart. */
  public Answer isLive() {
    List<Check> now = checks.get();
    return new Answer(worst(now) != Status.FAILED, describe(now));
  }

  /**
   * An answer and its reason, of one look: they never contradict each other.
   *
   * @param parts one line for each part: {@code stream UP running}
   */
  public record Answer(boolean yes, String parts) {}

  /** Every part, as it is now. */
  List<Check> checks() {
    return checks.get();
  }

  private static String describe(List<Check> checks) {
    return checks.stream()
        .map(check -> check.name() + ' ' + check.status() + ' ' + check.detail() + '\n')
        .collect(Collectors.joining());
  }

  private static Status worst(List<Check> checks) {
    return checks.stream().map(Check::status).max(Status::compareTo).orElse(Status.UP);
  }
}
