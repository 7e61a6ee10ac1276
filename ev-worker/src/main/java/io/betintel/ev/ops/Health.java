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

  public boolean isStarted() {
    return started;
  }

  public boolean isReady() {
    return started && worst() == Status.UP;
  }

  public boolean isLive() {
    return worst() != Status.FAILED;
  }

  /** Every part, as it is now. */
  List<Check> checks() {
    return checks.get();
  }

  /** One line per part: {@code stream UP running}. */
  public String describe() {
    return checks.get().stream()
        .map(check -> check.name() + ' ' + check.status() + ' ' + check.detail() + '\n')
        .collect(Collectors.joining());
  }

  private Status worst() {
    return checks.get().stream().map(Check::status).max(Status::compareTo).orElse(Status.UP);
  }
}
