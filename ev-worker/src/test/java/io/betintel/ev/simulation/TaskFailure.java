package io.betintel.ev.simulation;

/** The stream gives up its transaction and opens its tasks again, as Streams does. */
final class TaskFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TaskFailure(String message) {
    super(message);
  }
}
