package io.betintel.ev.sink.postgres;

import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Table {@code sink_offsets}: the sink's positions in the lines topic. */
final class OffsetTable {
  private static final String SELECT =
      "SELECT topic, topic_id, partitions, partition, next_offset FROM sink_offsets WHERE sink = ?";

  private static final String FIRST =
      """
      INSERT INTO sink_offsets (next_offset, partitions, sink, topic, topic_id, partition)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String ADVANCE =
      """
      UPDATE sink_offsets SET next_offset = ?, partitions = ?, updated_at = now()
      WHERE sink = ? AND topic = ? AND topic_id = ? AND partition = ? AND next_offset = ?
      """;

  private final String sink;

  OffsetTable(String sink) {
    this.sink = sink;
  }

  /**
   * @throws SinkException of kind REFUSED if the stored rows are from another topic, or it had
   *     another partition count
   */
  Map<Integer, Long> positions(Connection connection, TopicIdentity topic) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, sink);
      try (ResultSet row = select.executeQuery()) {
        Map<Integer, Long> positions = new HashMap<>();
        while (row.next()) {
          // Rows of an earlier build do not have the count.
          Integer partitions = row.getObject(3, Integer.class);
          topic.requireSame(
              new TopicIdentity(
                  row.getString(1),
                  row.getString(2),
                  partitions == null ? topic.partitions() : partitions),
              "the tables hold",
              "a database",
              PostgresSink.NAME);
          positions.put(row.getInt(4), row.getLong(5));
        }
        return positions;
      }
    }
  }

  /**
   * Advances the positions by compare-and-set on the values last read. A sink that has lost a
   * partition without noticing (a long pause, a broken network) finds another value and must roll
   * back.
   *
   * @throws SinkException of kind MOVED if a stored position is not the one that the batch began at
   */
  void advance(Connection connection, Batch batch) throws SQLException {
    for (Map.Entry<Integer, Span> entry : batch.spans().entrySet()) {
      Span span = entry.getValue();
      boolean first = span.from() == Span.NEVER;
      try (PreparedStatement statement = connection.prepareStatement(first ? FIRST : ADVANCE)) {
        statement.setLong(1, span.next());
        statement.setInt(2, batch.topic().partitions());
        statement.setString(3, sink);
        statement.setString(4, batch.topic().name());
        statement.setString(5, batch.topic().id());
        statement.setInt(6, entry.getKey());
        if (!first) {
          statement.setLong(7, span.from());
        }
        if (statement.executeUpdate() == 0) {
          throw new SinkException(
              SinkException.Kind.MOVED,
              "the position of partition "
                  + entry.getKey()
                  + " is no longer "
                  + (first ? "missing" : span.from())
                  + ": another sink has written, or a rebuild has begun");
        }
      }
    }
  }
}
