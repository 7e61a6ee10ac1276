package io.betintel.ev.rename;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.parking.TopicReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Whether {@code ev.lines} has lines of a bet type that the PostgreSQL sink has not stored yet. */
final class UnstoredLines implements AutoCloseable {
  private static final String POSITIONS =
      "SELECT partition, next_offset FROM sink_offsets WHERE sink = 'postgres' AND topic = ?";

  private final DataSource dataSource;
  private final String topic;
  private final TopicReader reader;

  UnstoredLines(KafkaConfig kafka, DataSource dataSource, String topic) {
    this.dataSource = dataSource;
    this.topic = topic;
    this.reader = new TopicReader(kafka, topic);
  }

  boolean hasAny(BetType betType) throws SQLException {
    String part = '|' + betType.symbol() + '|';
    AtomicBoolean found = new AtomicBoolean();
    reader.read(
        positions(),
        record -> {
          String id = new String(record.key(), StandardCharsets.UTF_8);
          found.set(id.startsWith(part, Math.max(0, id.indexOf('|'))));
          return !found.get();
        });
    return found.get();
  }

  private Map<Integer, Long> positions() throws SQLException {
    Map<Integer, Long> positions = new HashMap<>();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(POSITIONS)) {
      select.setString(1, topic);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          positions.put(row.getInt(1), row.getLong(2));
        }
      }
    }
    return positions;
  }

  @Override
  public void close() {
    reader.close();
  }
}
