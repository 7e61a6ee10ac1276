package io.betintel.ev.ops;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/** One connection, and what it is at. Any thread may ask; one at a time looks. */
final class GuardedConnection {
  private final Connection connection;
  private volatile long since = System.nanoTime();
  private volatile long bytesAtRest;
  private volatile boolean answering;
  private volatile boolean lasting;
  private volatile long headSince;
  private volatile boolean readingHead;

  GuardedConnection(Connection connection) {
    this.connection = connection;
  }

  EndPoint endPoint() {
    return connection.getEndPoint();
  }

  /** When it began to do what it does now, by {@link System#nanoTime}. */
  long since() {
    return since;
  }

  boolean isIdle() {
    return !answering;
  }

  /** A request's head was read. */
  void began() {
    since = System.nanoTime();
    lasting = false;
    readingHead = false;
    answering = true;
  }

  /** The request may take as long as it likes. */
  void lasts() {
    lasting = true;
  }

  /** The answer was sent, or the client is gone. */
  void ended() {
    bytesAtRest = connection.getBytesIn();
    since = System.nanoTime();
    answering = false;
  }

  /** How long it has worked on an answer; zero if it does not, or if the answer lasts. */
  Duration answersFor() {
    return answering && !lasting ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO;
  }

  /** How long bytes of a request have come without being a whole head. */
  Duration readsHeadFor() {
    if (answering || connection.getBytesIn() == bytesAtRest) {
      return Duration.ZERO;
    }
    if (!readingHead) {
      headSince = System.nanoTime();
      readingHead = true;
    }
    return Duration.ofNanos(System.nanoTime() - headSince);
  }

  /**
   * Answers before a request was read, if the client takes it at once, and closes.
   *
   * @param status with the headers that belong to it
   */
  void refuse(String status) {
    String answer = "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    try {
      endPoint().flush(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
      endPoint().shutdownOutput();
    } catch (IOException e) {
      // It is closed anyway.
    } finally {
      close();
    }
  }

  void close() {
    endPoint().close();
  }
}
