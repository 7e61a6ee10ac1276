package io.betintel.localstack;

/**
 * One server of the stack, a process of its own. It keeps its port and its data across {@link
 * #stop} and {@link #start}, and across {@link #kill} and {@link #start}. All methods return when
 * it is done: after {@code start} the server answers requests, after the others its process is
 * gone.
 */
public interface Server {

  /** As it is printed, and named in the directory: {@code kafka}, {@code postgresql}, ... */
  String name();

  /** {@code 127.0.0.1:port}. */
  String address();

  /** Whether its process lives; says nothing about its health. */
  boolean running();

  /**
   * Does nothing when it runs already.
   *
   * @throws LocalStackException if it does not answer in time, with the end of its log
   */
  void start();

  /** Asks it to end, and kills it if it has not within half a minute. */
  void stop();

  /** SIGKILL: it gets no chance to tidy up. */
  void kill();

  default void restart() {
    stop();
    start();
  }
}
