package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * The longest wait of any client for a lock, as the server says: what a busy machine adds to a
 * transaction is not in it. Looks every few milliseconds, so a wait may have lasted a look longer.
 */
final class LockWaits implements AutoCloseable {
  private static final long LOOK_MS = 4;
  private static final int SINCE = 14;

  private static final String WAITING =
      """
      SELECT extract(epoch FROM clock_timestamp() - l.waitstart) * 1000, l.locktype
      FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE NOT l.granted AND l.waitstart IS NOT NULL AND a.application_name <> '%s'
        AND a.datname = current_database() AND a.backend_type = 'client backend'
      ORDER BY l.waitstart LIMIT 1
      """
          .formatted(Sessions.NAME);

  private final Connection connection;
  private final Thread thread;
  private volatile boolean stopped;
  private double longest;
  private String on = "";

  LockWaits(RestructureDatabase database) throws SQLException {
    connection = database.connect();
    thread = new Thread(this::look, "lock-waits");
    if (connection.getMetaData().getDatabaseMajorVersion() >= SINCE) {
      thread.start();
    }
  }

  private void look() {
    try (PreparedStatement select = connection.prepareStatement(WAITING)) {
      while (!stopped) {
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            saw(row.getDouble(1), row.getString(2));
          }
        }
        Thread.sleep(LOOK_MS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void saw(double milliseconds, String what) {
    if (milliseconds > longest) {
      longest = milliseconds;
      on = what;
    }
  }

  /** Since the last call. */
  synchronized String longest() {
    String said =
        longest == 0
            ? "no wait for a lock seen"
            : String.format(Locale.ROOT, "longest wait for a lock %.0f ms (%s)", longest, on);
    longest = 0;
    return said;
  }

  @Override
  public void close() throws SQLException {
    stopped = true;
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
