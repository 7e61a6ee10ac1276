package io.betintel.ev.ops;

/**
 * A part with a thread or a socket. Its constructor does no I/O; {@link #close} may be called
 * twice.
 */
public interface Component extends AutoCloseable {

  void start();

  /** Its state now; returns at once and never throws. */
  Check check();

  @Override
  void close();
}
