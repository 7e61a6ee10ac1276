package io.betintel.ev.sink.postgres;

import io.betintel.ev.catalogue.LabelTable;
import io.betintel.ev.sink.VersionedLine;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Table {@code lines_without_label}: keeps the newest version of a line whose bet type has no label
 * until it has one. Rejected: a dead letter, which comes back only by a rebuild.
 */
final class LinesWithoutLabel {
  /** How many come back at once: a part of a batch. */
  private static final int PIECE = 500;

  private static final String KEEP =
      """
      INSERT INTO lines_without_label AS kept
        (line_id, bet_type, version, partition, record_offset, recorded_ms, record)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (line_id) DO UPDATE
      SET version = excluded.version, partition = excluded.partition,
          record_offset = excluded.record_offset, recorded_ms = excluded.recorded_ms,
          record = excluded.record, kept_at = now()
      WHERE kept.version < excluded.version
      """;

  private static final String DUE =
      """
      SELECT line_id, partition, record_offset, recorded_ms, record FROM lines_without_label
      WHERE bet_type = ANY(?) ORDER BY line_id LIMIT %d
      """
          .formatted(PIECE);

  private static final String TYPES =
      "SELECT bet_type, count(*) FROM lines_without_label GROUP BY bet_type";

  private static final String TAKE =
      """
      DELETE FROM lines_without_label AS kept
      USING unnest(?::text[], ?::bigint[]) AS done (line_id, record_offset)
      WHERE kept.line_id = done.line_id AND kept.record_offset = done.record_offset
      RETURNING kept.line_id
      """;

  private static final String EXPIRE =
      """
      DELETE FROM lines_without_label WHERE line_id IN
        (SELECT line_id FROM lines_without_label WHERE kept_at < ?::text::timestamptz
         LIMIT %d FOR UPDATE SKIP LOCKED)
      """
          .formatted(PIECE);

  private LinesWithoutLabel() {}

  /**
   * Keeps those of the lines that cannot be written, within the connection's transaction.
   *
   * @return the others
   */
  static List<VersionedLine> keep(Connection connection, List<VersionedLine> lines)
      throws SQLException {
    Set<String> missing = missing(connection, lines);
    if (missing.isEmpty()) {
      return lines;
    }
    List<VersionedLine> others = new ArrayList<>();
    try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
      for (VersionedLine line : lines) {
        if (missing.contains(line.line().betType().symbol())) {
          bind(keep, line);
          keep.addBatch();
        } else {
          others.add(line);
        }
      }
      keep.executeBatch();
    }
    return others;
  }

  /** The lines that can be written. */
  static List<VersionedLine> others(Connection connection, List<VersionedLine> lines)
      throws SQLException {
    Set<String> missing = missing(connection, lines);
    return lines.stream()
        .filter(line -> !missing.contains(line.line().betType().symbol()))
        .toList();
  }

  /** The bet types of the lines that have no label. */
  static Set<String> missing(Connection connection, List<VersionedLine> lines) throws SQLException {
    Set<String> types = new HashSet<>();
    lines.forEach(line -> types.add(line.line().betType().symbol()));
    return LabelTable.missing(connection, types);
  }

  private static void bind(PreparedStatement keep, VersionedLine line) throws SQLException {
    ConsumerRecord<byte[], byte[]> record = line.record();
    keep.setString(1, line.line().id().text());
    keep.setString(2, line.line().betType().symbol());
    keep.setLong(3, line.version());
    keep.setInt(4, record.partition());
    keep.setLong(5, record.offset());
    keep.setLong(6, record.timestamp());
    keep.setBytes(7, record.value());
  }

  /** What is kept, and what of it can be written now. */
  static Due due(Connection connection, String topic) throws SQLException {
    long count = 0;
    Set<String> types = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(TYPES);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        types.add(row.getString(1));
        count += row.getLong(2);
      }
    }
    types.removeAll(LabelTable.missing(connection, types));
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    if (!types.isEmpty()) {
      try (PreparedStatement select = connection.prepareStatement(DUE)) {
        select.setArray(1, connection.createArrayOf("text", types.toArray()));
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            records.add(record(topic, row));
          }
        }
      }
    }
    return new Due(count, records);
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, ResultSet row)
      throws SQLException {
    byte[] key = row.getString(1).getBytes(StandardCharsets.UTF_8);
    byte[] value = row.getBytes(5);
    return new ConsumerRecord<>(
        topic,
        row.getInt(2),
        row.getLong(3),
        row.getLong(4),
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /**
   * Deletes lines, within the connection's transaction.
   *
   * @param offsets of their records, in the order of the ids
   * @return the ids of the lines that were still kept, in that version: a rebuild may have emptied
   *     the table, or a newer version may have come
   */
  static Set<String> take(Connection connection, List<String> ids, List<Long> offsets)
      throws SQLException {
    Set<String> taken = new HashSet<>();
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setArray(1, connection.createArrayOf("text", ids.toArray()));
      take.setArray(2, connection.createArrayOf("int8", offsets.toArray()));
      try (ResultSet row = take.executeQuery()) {
        while (row.next()) {
          taken.add(row.getString(1));
        }
      }
    }
    return taken;
  }

  /**
   * Deletes some of those that were kept before the instant.
   *
   * @return whether there may be more
   */
  static boolean expire(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(EXPIRE)) {
      delete.setString(1, before.toString());
      int gone = delete.executeUpdate();
      connection.commit();
      return gone == PIECE;
    }
  }

  /**
   * @param kept how many lines are kept
   * @param records those whose label exists now, at most a piece
   */
  record Due(long kept, List<ConsumerRecord<byte[], byte[]>> records) {}
}
