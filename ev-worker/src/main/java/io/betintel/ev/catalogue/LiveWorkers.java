package io.betintel.ev.catalogue;

import io.betintel.ev.ops.WorkerIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The workers of an installation, by their rows of {@code worker_heartbeats}. A worker is live
 * until it has missed three heartbeats.
 *
 * <p>A worker that stood still and one that was killed a moment ago look the same: both are live. A
 * worker that ends in order deletes its row.
 */
public final class LiveWorkers {
  private static final int MISSED_HEARTBEATS = 3;

  private static final String SEEN =
      """
      INSERT INTO worker_heartbeats AS h
        (worker_id, catalogue_version, servable, moved_version, moved_partitions, build, host,
         started_at, seen_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, now())
      ON CONFLICT (worker_id) DO UPDATE
      SET catalogue_version = excluded.catalogue_version, servable = excluded.servable,
          moved_version = excluded.moved_version,
          moved_partitions = excluded.moved_partitions, seen_at = now()
      """;

  private static final String LEFT =
      "DELETE FROM worker_heartbeats WHERE worker_id = ? OR seen_at < now() - interval '1 day'";

  // Ages by the database's clock, which wrote seen_at; not now(): a heartbeat may come after the
  // transaction has begun. A version that is ahead of the catalogue's is of another incarnation,
  // before a restore: that worker has acknowledged nothing of this one yet.
  private static final String READ =
      """
      SELECT worker_id, build, host,
             CASE WHEN catalogue_version > (SELECT max(version) FROM bet_types_version) THEN 0
                  ELSE catalogue_version END,
             servable, started_at,
             CASE WHEN moved_version > (SELECT max(version) FROM bet_types_version) THEN 1
                  ELSE moved_version END, moved_partitions,
             (extract(epoch FROM clock_timestamp() - seen_at) * 1000)::bigint
      FROM worker_heartbeats %s
      ORDER BY started_at, worker_id
      """;

  private static final String BEATS = "SELECT worker_id, seen_at FROM worker_heartbeats";

  private static final String ALL = READ.formatted("");

  private static final String LIVE =
      READ.formatted("WHERE seen_at > clock_timestamp() - ? * interval '1 millisecond'");

  private final DataSource dataSource;
  private final Duration silence;

  public LiveWorkers(DataSource dataSource, CatalogueConfig config) {
    this.dataSource = dataSource;
    this.silence = config.heartbeat().multipliedBy(MISSED_HEARTBEATS);
  }

  /** Those that are live now, the oldest first. */
  public List<Heartbeat> now() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return now(connection);
    }
  }

  /** Those that are live now, as the connection's transaction sees it. */
  public List<Heartbeat> now(Connection connection) throws SQLException {
    return seenWithin(silence, connection);
  }

  /**
   * Those that were live at a moment or have come since. One that stands still from that moment on
   * does not drop out.
   *
   * @param nanoTime the moment, by {@link System#nanoTime}
   */
  public List<Heartbeat> since(long nanoTime) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return seenWithin(silence.plusNanos(System.nanoTime() - nanoTime), connection);
    }
  }

  /** Every worker that has a row, live or not. */
  public static List<Heartbeat> all(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ALL)) {
      return read(select);
    }
  }

  /** How long a worker that is live may be silent. */
  public Duration silence() {
    return silence;
  }

  /**
   * When each worker that has a row was last seen, by the database's clock. Works on tables of
   * every release.
   */
  public static Map<String, Instant> beats(Connection connection) throws SQLException {
    Map<String, Instant> beats = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(BEATS);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        beats.put(row.getString(1), row.getTimestamp(2).toInstant());
      }
    }
    return beats;
  }

  /**
   * Says that a worker is alive and acts on the catalogue.
   *
   * @param moved how far it has moved the snapshots of aliases
   */
  void acknowledge(WorkerIdentity worker, Catalogue catalogue, AliasMoves.Moved moved)
      throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement upsert = connection.prepareStatement(SEEN)) {
      String[] servable =
          catalogue.sorted().stream()
              .filter(CatalogueEntry::isServed)
              .map(entry -> entry.betType().symbol())
              .toArray(String[]::new);
      upsert.setString(1, worker.id());
      upsert.setLong(2, catalogue.version());
      upsert.setArray(3, connection.createArrayOf("text", servable));
      upsert.setLong(4, moved.version());
      upsert.setArray(5, connection.createArrayOf("integer", moved.partitions().toArray()));
      upsert.setString(6, worker.build());
      upsert.setString(7, worker.host());
      upsert.setTimestamp(8, Timestamp.from(worker.startedAt()));
      upsert.executeUpdate();
    }
  }

  /** The worker leaves: no other waits for it. */
  void forget(WorkerIdentity worker) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete = connection.prepareStatement(LEFT)) {
      delete.setString(1, worker.id());
      delete.executeUpdate();
    }
  }

  private static List<Heartbeat> seenWithin(Duration horizon, Connection connection)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LIVE)) {
      select.setLong(1, horizon.toMillis());
      return read(select);
    }
  }

  private static List<Heartbeat> read(PreparedStatement select) throws SQLException {
    List<Heartbeat> workers = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        workers.add(
            new Heartbeat(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                Set.of((String[]) row.getArray(5).getArray()),
                new AliasMoves.Moved(
                    row.getLong(7), Set.of((Integer[]) row.getArray(8).getArray())),
                row.getTimestamp(6).toInstant(),
                Duration.ofMillis(row.getLong(9))));
      }
    }
    return workers;
  }
}
