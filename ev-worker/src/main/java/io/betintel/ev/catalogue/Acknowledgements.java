package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Which workers act on a version of the catalogue, by their heartbeats.
 *
 * <p>A worker that stood still when the version changed and one that was killed a moment before
 * look the same: both are waited for. One that ends in order takes its row away.
 */
public final class Acknowledgements {
  private static final String LIVE =
      """
      SELECT worker_id, host, build, catalogue_version, ? = ANY (servable),
             (extract(epoch FROM now() - seen_at) * 1000)::bigint
      FROM worker_heartbeats
      WHERE seen_at > now() - ? * interval '1 millisecond'
      ORDER BY started_at, worker_id
      """;

  private final DataSource dataSource;
  private final Duration live;
  private final long began = System.nanoTime();

  /**
   * @param live how long before now a worker must have been seen last to count as live: some
   *     heartbeats
   */
  public Acknowledgements(DataSource dataSource, Duration live) {
    this.dataSource = dataSource;
    this.live = live;
  }

  /**
   * The workers that were live when this was made, or have come since.
   *
   * @param betType whose serving is asked
   */
  public List<LiveWorker> of(BetType betType) throws SQLException {
    // The horizon stays where it was: who stands still from now on must not drop out of sight.
    long horizon = live.plusNanos(System.nanoTime() - began).toMillis();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(LIVE)) {
      select.setString(1, betType.symbol());
      select.setLong(2, horizon);
      List<LiveWorker> workers = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          workers.add(
              new LiveWorker(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getLong(4),
                  row.getBoolean(5),
                  Duration.ofMillis(row.getLong(6))));
        }
      }
      return workers;
    }
  }

  /**
   * A worker by its heartbeat.
   *
   * @param version of the catalogue that it acts on
   * @param serves whether it serves the bet type that was asked for
   * @param seenAgo how long ago, by the database's clock
   */
  public record LiveWorker(
      String id, String host, String build, long version, boolean serves, Duration seenAgo) {

    public boolean acknowledged(long wanted) {
      return version >= wanted;
    }
  }
}
