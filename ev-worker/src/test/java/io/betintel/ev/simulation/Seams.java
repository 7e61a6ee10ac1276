package io.betintel.ev.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Where workers reach servers, and what goes wrong there next. */
final class Seams {
  private final Map<String, Armed> armed = new HashMap<>();
  private IntConsumer others = steps -> {};
  private boolean quiet;

  /**
   * @param fault that happens
   * @param left how often the worker passes before
   * @param steps how many steps of the schedule the others get meanwhile, if it stands still
   */
  private record Armed(Mishap fault, int left, int steps) {}

  /** What is done at a seam. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T now() throws E;
  }

  /** What runs so many steps of the others. */
  void others(IntConsumer run) {
    others = run;
  }

  void arm(String worker, Mishap fault, int left, int steps) {
    armed.put(worker, new Armed(fault, left, steps));
  }

  /** From now on nothing fails. */
  void heal() {
    armed.clear();
    quiet = true;
  }

  /** The worker has died: what was to happen to it does not. */
  void forget(String worker) {
    armed.remove(worker);
  }

  /**
   * @param error what the caller gets if the server fails
   */
  <T, E extends Exception> T pass(String worker, Work<T, E> work, Supplier<E> error) throws E {
    Mishap fault = due(worker);
    if (fault == null) {
      return work.now();
    }
    int steps = armed.remove(worker).steps();
    switch (fault) {
      case CRASH_BEFORE -> throw new Crash(worker);
      case FAIL_BEFORE -> throw error.get();
      case STALL_BEFORE -> others.accept(steps);
      default -> {}
    }
    T result = work.now();
    switch (fault) {
      case CRASH_AFTER -> throw new Crash(worker);
      case FAIL_AFTER -> throw error.get();
      case STALL_AFTER -> others.accept(steps);
      default -> {}
    }
    return result;
  }

  private Mishap due(String worker) {
    Armed next = armed.get(worker);
    if (next == null || quiet) {
      return null;
    }
    if (next.left() > 0) {
      armed.put(worker, new Armed(next.fault(), next.left() - 1, next.steps()));
      return null;
    }
    return next.fault();
  }
}
