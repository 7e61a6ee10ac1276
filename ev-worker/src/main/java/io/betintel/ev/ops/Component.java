package io.betintel.ev.ops;

/** What has a thread or a socket. Constructors do no I/O; {@link #close} may be called twice. */
public interface Component extends AutoCloseable {

  void start();

  /** How it is now; answers at once and never throws. */
  Check check();

  @Override
  void close();
}
