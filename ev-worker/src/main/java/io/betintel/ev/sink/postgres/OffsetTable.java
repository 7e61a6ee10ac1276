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
import java.util.Set;
import java.util.TreeSet;

/** Table {@code sink_offsets}: the sink's positions in the lines topic. */
final class OffsetTable {
  private static final String SELECT =
      "SELECT topic, topic_id, partitions, partition, next_offset FROM sink_offsets WHERE sink = ?";

  /** Answers the partitions whose positions it advanced. */
  static final String ADVANCE =
      """
      WITH r AS (
        SELECT * FROM unnest(?::int4[], ?::int8[], ?::int8[]) AS r (partition, began, next)
      ), moved AS (
        UPDATE sink_offsets AS o
        SET next_offset = r.next, partitions = ?, updated_at = now()
        FROM r
        WHERE o.sink = ? AND o.topic = ? AND o.topic_id = ? AND o.partition = r.partition
          AND o.next_offset = r.began
        RETURNING o.partition
      ), first AS (
        INSERT INTO sink_offsets (partition, next_offset, partitions, sink, topic, topic_id)
        SELECT partition, next, ?, ?, ?, ? FROM r WHERE began IS NULL
        ON CONFLICT DO NOTHING
        RETURNING partition
      )
      SELECT partition FROM moved UNION ALL SELECT partition FROM first
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

  /** Binds a batch's positions as the first parameters of {@link #ADVANCE}. */
  void bind(PreparedStatement statement, Batch batch) throws SQLException {
    int count = batch.spans().size();
    Integer[] partitions = new Integer[count];
    Long[] began = new Long[count];
    Long[] next = new Long[count];
    int at = 0;
    for (Map.Entry<Integer, Span> entry : batch.spans().entrySet()) {
      Span span = entry.getValue();
      partitions[at] = entry.getKey();
      began[at] = span.from() == Span.NEVER ? null : span.from();
      next[at++] = span.next();
    }
    Connection connection = statement.getConnection();
    statement.setArray(1, connection.createArrayOf("int4", partitions));
    statement.setArray(2, connection.createArrayOf("int8", began));
    statement.setArray(3, connection.createArrayOf("int8", next));
    for (int first : new int[] {4, 8}) {
      statement.setInt(first, batch.topic().partitions());
      statement.setString(first + 1, sink);
      statement.setString(first + 2, batch.topic().name());
      statement.setString(first + 3, batch.topic().id());
    }
  }

  /**
   * The positions were advanced by compare-and-set on the values last read. A sink that has lost a
   * partition without noticing (a long pause, a broken network) finds another value and must roll
   * back.
   *
   * @param advanced the answer to {@link #ADVANCE}
   * @throws SinkException of kind MOVED if a stored position is not the one that the batch began at
   */
  static void requireAll(ResultSet advanced, Batch batch) throws SQLException {
    Set<Integer> missing = new TreeSet<>(batch.spans().keySet());
    while (advanced.next()) {
      missing.remove(advanced.getInt(1));
    }
    for (int partition : missing) {
      long from = batch.spans().get(partition).from();
      throw new SinkException(
          SinkException.Kind.MOVED,
          "the position of partition "
              + partition
              + " is no longer "
              + (from == Span.NEVER ? "missing" : from)
              + ": another sink has written, or a rebuild has begun");
    }
  }
}
