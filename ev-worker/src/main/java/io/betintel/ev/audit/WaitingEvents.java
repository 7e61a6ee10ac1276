package io.betintel.ev.audit;

import io.betintel.ev.odds.BetType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How far the replayer has dealt with the parked events, by its own table; and whether the topic
 * still has what waits. For one thread.
 */
final class WaitingEvents {
  private static final String POSITIONS =
      """
      SELECT t.partition, t.next_offset, p.bet_type, p.next_offset, p.waiting,
             p.over + p.broken + p.purged + p.expired
      FROM parked_tails t
      LEFT JOIN parked_positions p USING (application, topic, partition)
      WHERE t.application = ? AND t.topic = ? AND t.topic_id = ?
      """;

  private final Map<Integer, Long> tails = new TreeMap<>();
  private final Map<String, Waiting> waiting = new TreeMap<>();

  private WaitingEvents() {}

  /** Where no replayer has read anything. */
  static WaitingEvents none() {
    return new WaitingEvents();
  }

  static WaitingEvents read(AuditTargets targets, TopicScan scan) throws SQLException {
    WaitingEvents events = none();
    String topic = targets.topics().parked();
    if (scan.span(topic).isEmpty()) {
      return events;
    }
    try (Connection connection = targets.postgres().getConnection();
        PreparedStatement select = connection.prepareStatement(POSITIONS)) {
      select.setString(1, targets.application());
      select.setString(2, topic);
      select.setString(3, scan.id(topic));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.tails.put(row.getInt(1), row.getLong(2));
          if (row.getString(3) != null) {
            events.waiting.put(
                key(row.getString(3), row.getInt(1)),
                new Waiting(row.getLong(4), row.getLong(5), row.getLong(6) == 0));
          }
        }
      }
    }
    return events;
  }

  /** Whether the record has not been returned or given up. */
  boolean waits(BetType betType, ConsumerRecord<byte[], byte[]> record) {
    Waiting type = waiting.get(key(betType.symbol(), record.partition()));
    long tail = tails.getOrDefault(record.partition(), 0L);
    if (record.offset() >= tail || type == null) {
      return true;
    }
    if (record.offset() < type.next) {
      return false;
    }
    type.found++;
    return true;
  }

  /** Whether every event of the type that was dealt with has been returned. */
  boolean isCertain(BetType betType, int partition) {
    Waiting type = waiting.get(key(betType.symbol(), partition));
    return type != null && type.allReturned;
  }

  /**
   * Reports events that wait by the table and are no longer in the topic, which was read before.
   */
  void missing(String topic, Findings findings) {
    waiting.forEach(
        (key, type) -> {
          if (type.found < type.waiting) {
            findings.add(
                new Difference(
                    DifferenceKind.PARKED_GONE,
                    key,
                    type.waiting
                        + " events wait by parked_positions, and the topic has "
                        + type.found
                        + " of them: retention or somebody has deleted the others",
                    topic + " from offset " + type.next));
          }
        });
  }

  private static String key(String betType, int partition) {
    return betType + " in partition " + partition;
  }

  /** What waits of a bet type in a partition. */
  private static final class Waiting {
    private final long next;
    private final long waiting;
    private final boolean allReturned;
    private long found;

    Waiting(long next, long waiting, boolean allReturned) {
      this.next = next;
      this.waiting = waiting;
      this.allReturned = allReturned;
    }
  }
}
