package io.betintel.ev.parking;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.PostgresConnections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Tables {@code parked_tails} and {@code parked_positions}. Not a consumer group's offsets: Kafka
 * deletes those after a week without a member, and a bet type may be off for longer.
 */
final class PositionTable implements Positions {
  private static final String TAILS =
      "SELECT partition, topic_id, next_offset, version FROM parked_tails"
          + " WHERE application = ? AND topic = ?";

  private static final String TYPES =
      """
      SELECT p.partition, p.bet_type, p.next_offset, p.waiting, p.returned, p.over, p.broken,
             p.purged, p.expired
      FROM parked_positions p JOIN parked_tails t USING (application, topic, partition)
      WHERE p.application = ? AND p.topic = ? AND t.topic_id = ?
      """;

  private static final String FORGET =
      "DELETE FROM parked_tails WHERE application = ? AND topic = ? AND topic_id <> ?";

  private static final String FIRST =
      """
      INSERT INTO parked_tails (next_offset, application, topic, topic_id, partition)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String ADVANCE =
      """
      UPDATE parked_tails SET next_offset = ?, version = version + 1, updated_at = now()
      WHERE application = ? AND topic = ? AND topic_id = ? AND partition = ? AND version = ?
      """;

  private static final String PUT =
      """
      INSERT INTO parked_positions
        (application, topic, partition, bet_type, next_offset, waiting, returned, over, broken,
         purged, expired)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (application, topic, partition, bet_type) DO UPDATE
      SET next_offset = excluded.next_offset, waiting = excluded.waiting,
          returned = excluded.returned, over = excluded.over, broken = excluded.broken,
          purged = excluded.purged, expired = excluded.expired
      """;

  private final DataSource dataSource;
  private final String application;
  private final String topic;

  PositionTable(DataSource dataSource, String application, String topic) {
    this.dataSource = dataSource;
    this.application = application;
    this.topic = topic;
  }

  @Override
  public Map<Integer, Long> versions() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = select(connection, TAILS);
        ResultSet row = select.executeQuery()) {
      Map<Integer, Long> versions = new HashMap<>();
      while (row.next()) {
        versions.put(row.getInt(1), row.getLong(4));
      }
      return versions;
    }
  }

  @Override
  public Map<Integer, StoredLedger> read(String topicId) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      oneSnapshot(connection);
      Map<Integer, Map<BetType, WaitingType>> types = types(connection, topicId);
      Map<Integer, StoredLedger> ledgers = new TreeMap<>();
      try (PreparedStatement select = select(connection, TAILS);
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (row.getString(2).equals(topicId)) {
            Map<BetType, WaitingType> waiting = types.getOrDefault(row.getInt(1), Map.of());
            ledgers.put(
                row.getInt(1),
                new StoredLedger(row.getLong(4), new PartitionLedger(row.getLong(3), waiting)));
          }
        }
      }
      connection.rollback();
      return ledgers;
    }
  }

  /** Not by the driver: it would change the session, which a pooler gives to others. */
  private static void oneSnapshot(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    }
  }

  @Override
  public int forgetOthers(String topicId) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete = select(connection, FORGET)) {
      delete.setString(3, topicId);
      return delete.executeUpdate();
    }
  }

  @Override
  public Map<Integer, StoredLedger> store(String topicId, Map<Integer, StoredLedger> ledgers)
      throws SQLException, PositionsMovedException {
    Map<Integer, StoredLedger> stored = new TreeMap<>();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement limit = connection.createStatement()) {
        limit.execute(PostgresConnections.ENDS_WHEN_LEFT);
        for (Map.Entry<Integer, StoredLedger> entry : new TreeMap<>(ledgers).entrySet()) {
          int partition = entry.getKey();
          advance(connection, topicId, partition, entry.getValue());
          put(connection, partition, entry.getValue().ledger());
          stored.put(
              partition,
              new StoredLedger(entry.getValue().version() + 1, entry.getValue().ledger()));
        }
        connection.commit();
      } catch (SQLException | PositionsMovedException e) {
        connection.rollback();
        throw e;
      }
    }
    stored.values().forEach(each -> each.ledger().stored());
    return stored;
  }

  private void advance(Connection connection, String topicId, int partition, StoredLedger stored)
      throws SQLException, PositionsMovedException {
    boolean first = stored.version() == 0;
    try (PreparedStatement statement = connection.prepareStatement(first ? FIRST : ADVANCE)) {
      statement.setLong(1, stored.ledger().tail());
      statement.setString(2, application);
      statement.setString(3, topic);
      statement.setString(4, topicId);
      statement.setInt(5, partition);
      if (!first) {
        statement.setLong(6, stored.version());
      }
      if (statement.executeUpdate() == 0) {
        throw new PositionsMovedException(partition);
      }
    }
  }

  private void put(Connection connection, int partition, PartitionLedger ledger)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      for (Map.Entry<BetType, WaitingType> entry : ledger.changes().entrySet()) {
        WaitingType type = entry.getValue();
        statement.setString(1, application);
        statement.setString(2, topic);
        statement.setInt(3, partition);
        statement.setString(4, entry.getKey().symbol());
        statement.setLong(5, type.next());
        statement.setLong(6, type.waiting());
        statement.setLong(7, type.ended().returned());
        statement.setLong(8, type.ended().over());
        statement.setLong(9, type.ended().broken());
        statement.setLong(10, type.ended().purged());
        statement.setLong(11, type.ended().expired());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private Map<Integer, Map<BetType, WaitingType>> types(Connection connection, String topicId)
      throws SQLException {
    Map<Integer, Map<BetType, WaitingType>> types = new HashMap<>();
    try (PreparedStatement select = select(connection, TYPES)) {
      select.setString(3, topicId);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          types
              .computeIfAbsent(row.getInt(1), partition -> new TreeMap<>())
              .put(
                  new BetType(row.getString(2)),
                  new WaitingType(
                      row.getLong(3),
                      row.getLong(4),
                      new WaitingType.Ended(
                          row.getLong(5),
                          row.getLong(6),
                          row.getLong(7),
                          row.getLong(8),
                          row.getLong(9))));
        }
      }
    }
    return types;
  }

  private PreparedStatement select(Connection connection, String sql) throws SQLException {
    PreparedStatement select = connection.prepareStatement(sql);
    select.setString(1, application);
    select.setString(2, topic);
    return select;
  }
}
