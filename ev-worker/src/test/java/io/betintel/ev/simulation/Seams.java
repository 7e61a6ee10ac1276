package io.betintel.ev.simulation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Where workers reach servers, and what goes wrong there next. */
final class Seams {
  private final Map<String, Map<Kind, Armed>> armed = new HashMap<>();
  private IntConsumer others = steps -> {};

  /**
   * @param fault that happens
   * @param left how often the worker passes before
   * @param steps how many steps of the schedule the others get meanwhile, if it stands still
   */
  private record Armed(Mishap fault, int left, int steps) {}

  /** What a worker does there. */
  enum Kind {
    /** A task sends a record. */
    RECORD,
    /** The stream commits. */
    COMMIT,
    /** The replayer sends a record. */
    RETURN,
    /** The replayer asks for its positions, or stores them. */
    POSITIONS,
    TABLES,
    CACHE,
    /** The quarantine sends, commits, or asks for its positions. */
    QUARANTINE,
    /** A worker asks the schema registry. */
    REGISTRY
  }

  /** What is done at a seam. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T now() throws E;
  }

  /** What runs so many steps of the others. */
  void others(IntConsumer run) {
    others = run;
  }

  void arm(String worker, Kind kind, Mishap mishap, int left, int steps) {
    armed
        .computeIfAbsent(worker, w -> new EnumMap<>(Kind.class))
        .put(kind, new Armed(mishap, left, steps));
  }

  /** The worker has died: what was to happen to it does not. */
  void forget(String worker) {
    armed.remove(worker);
  }

  /**
   * @param error what the caller gets if the server fails
   */
  <T, E extends Exception> T pass(String worker, Kind kind, Work<T, E> work, Supplier<E> error)
      throws E {
    Armed due = due(worker, kind);
    if (due == null) {
      return work.now();
    }
    switch (due.fault()) {
      case CRASH_BEFORE -> throw new Crash(worker);
      case FAIL_BEFORE -> throw error.get();
      case STALL_BEFORE -> others.accept(due.steps());
      default -> {}
    }
    T result = work.now();
    switch (due.fault()) {
      case CRASH_AFTER -> throw new Crash(worker);
      case FAIL_AFTER -> throw error.get();
      case STALL_AFTER -> others.accept(due.steps());
      default -> {}
    }
    return result;
  }

  /** Null if nothing goes wrong now. */
  private Armed due(String worker, Kind kind) {
    Map<Kind, Armed> ofWorker = armed.getOrDefault(worker, Map.of());
    Armed next = ofWorker.get(kind);
    if (next == null) {
      return null;
    }
    if (next.left() > 0) {
      ofWorker.put(kind, new Armed(next.fault(), next.left() - 1, next.steps()));
      return null;
    }
    return ofWorker.remove(kind);
  }
}
