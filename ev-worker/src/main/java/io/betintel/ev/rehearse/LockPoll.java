package io.betintel.ev.rehearse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks again and again at the locks of another session, until it is closed. Until it has seen one,
 * it has a snapshot, which an index that is built concurrently waits for at its end: however short
 * the work is, it is not over before.
 */
final class LockPoll implements AutoCloseable {
  private final Connection connection;
  private final int process;
  private final Set<Held> seen = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;

  private LockPoll(int process, Connection connection) {
    this.process = process;
    this.connection = connection;
    this.thread = new Thread(this::look, "lock-poll");
    thread.setDaemon(true);
  }

  static LockPoll of(int process, Meter.Observer observer) throws SQLException {
    LockPoll poll = new LockPoll(process, observer.open());
    poll.connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    poll.connection.setAutoCommit(false);
    Held.by(process, poll.connection);
    poll.thread.start();
    return poll;
  }

  Set<Held> seen() {
    return Set.copyOf(seen);
  }

  // Without a pause: what is looked for may be held for a millisecond, and nobody else is there.
  private void look() {
    try {
      while (!closed.get()) {
        seen.addAll(Held.by(process, connection));
        if (!connection.getAutoCommit() && seen.stream().anyMatch(LockPoll::isOfWork)) {
          connection.setAutoCommit(true);
        }
      }
    } catch (SQLException e) {
      letGo();
    }
  }

  /** Looking at definitions needs weaker ones. */
  private static boolean isOfWork(Held held) {
    return held.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0;
  }

  /** What waits for the snapshot would wait for ever. */
  private void letGo() {
    try {
      connection.close();
    } catch (SQLException lost) {
      closed.set(true);
    }
  }

  @Override
  public void close() throws SQLException {
    closed.set(true);
    connection.close();
  }
}
