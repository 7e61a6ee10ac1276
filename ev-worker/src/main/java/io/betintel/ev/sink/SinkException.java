package io.betintel.ev.sink;

/** Why a sink cannot go on now. The message is for people and begins in lower case. */
public final class SinkException extends RuntimeException {
  private final Kind kind;

  public SinkException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public SinkException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** What the sink or a person can do. */
  public enum Kind {
    /** A server is away or busy: nothing is lost, the sink tries again. */
    AWAY,
    /** The stored position is not the one that was last read: the sink reads it again. */
    MOVED,
    /** Too many records wait for their schemas: the sink reads no more until some are decided. */
    HELD,
    /** Going on would mix versions of two topics: the sink stops until a person decides. */
    REFUSED
  }
}
