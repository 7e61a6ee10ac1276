package io.betintel.ev.ops;

/**
 * How a part of the worker is.
 *
 * @param name the part, such as {@code stream} or {@code postgres}
 * @param detail one line for a person: what is wrong, or what it is doing
 */
public record Check(String name, Status status, String detail) {

  /** From best to worst. */
  public enum Status {
    /** Does its work. */
    UP,
    /** Cannot work now and recovers by itself: not ready, but alive. */
    WAITING,
    /** Will not recover: restart it. */
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
