package io.betintel.ev.sink;

/** Why a sink cannot go on now; the message is for people and begins in lower case. */
public final class SinkException extends RuntimeException {
  private final Kind kind;

  public SinkException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** What can be done about it. */
  public enum Kind {
    /** A server is away or busy: nothing is lost, try again. */
    AWAY,
    /** The stored position is not the one that was last read: read it again. */
    MOVED,
    /** A record cannot be stored as things are. Skipping it would lose it: wait for a person. */
    HELD,
    /** Going on would mix up versions: stop until a person has decided. */
    REFUSED
  }
}
