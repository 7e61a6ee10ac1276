package io.betintel.ev.ops;

/**
 * The state of one part of the worker.
 *
 * @param name of the part, such as {@code stream} or {@code postgres}
 * @param detail one line for a person: what is wrong, or what it is doing
 */
public record Check(String name, Status status, String detail) {

  /** From best to worst. */
  public enum Status {
    /** It works. */
    UP,
    /** It cannot work now and recovers by itself: not ready, but live. */
    WAITING,
    /** It does not recover: restart the worker. */
    FAILED
  }

  public static Check up(String name, String detail) {
    return new Check(name, Status.UP, detail);
  }

  public static Check waiting(String name, String detail) {
    return new Check(name, Status.WAITING, detail);
  }

  public static Check failed(String name, String detail) {
    return new Check(name, Status.FAILED, detail);
  }
}
