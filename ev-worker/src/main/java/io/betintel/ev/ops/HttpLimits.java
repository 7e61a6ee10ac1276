package io.betintel.ev.ops;

import java.time.Duration;

/**
 * What one HTTP server grants a client, so that slow or hostile ones stop no other.
 *
 * @param connections how many may be open; beyond it the one that has been idle longest makes room
 * @param head how long a request's line and headers may take from their first byte on
 * @param answer how long a request may take until the client has its whole answer; a lasting one,
 *     such as a live stream, is not limited
 */
public record HttpLimits(int connections, Duration head, Duration answer) {
  /** Of a request's line with its headers: more than any client of ours sends. */
  static final int MOST_HEADER_BYTES = 8192;

  /** A connection that carries nothing for so long is closed. */
  static final Duration IDLE = Duration.ofSeconds(30);

  public HttpLimits {
    if (connections < 1 || head.isNegative() || answer.isNegative()) {
      throw new IllegalArgumentException(connections + " connections, " + head + ", " + answer);
    }
  }

  /** Ten seconds for the head and thirty for the answer: a megabyte at 35 kB a second. */
  public static HttpLimits of(int connections) {
    return new HttpLimits(connections, Duration.ofSeconds(10), Duration.ofSeconds(30));
  }
}
