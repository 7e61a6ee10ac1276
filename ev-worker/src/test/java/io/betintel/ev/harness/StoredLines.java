package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.oracle.Figures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import redis.clients.jedis.RedisClient;

/** What PostgreSQL and Redis hold of the lines, against what {@code ev.lines} says. */
public final class StoredLines {
  private static final double EXACT = 0;
  private static final CacheKeys KEYS = CacheKeys.standard();

  private final Installation installation;

  public StoredLines(Installation installation) {
    this.installation = installation;
  }

  /** Whether both sinks have come to the end of these records. */
  public boolean reached(List<ConsumerRecord<byte[], byte[]>> published) throws SQLException {
    Map<Integer, Long> last = new HashMap<>();
    published.forEach(record -> last.merge(record.partition(), record.offset(), Math::max));
    Map<Integer, Long> postgres = postgresPositions();
    try (RedisClient client = installation.redis()) {
      Map<String, String> redis = client.hgetAll(KEYS.positions());
      return last.entrySet().stream()
          .allMatch(
              end ->
                  postgres.getOrDefault(end.getKey(), 0L) > end.getValue()
                      && Long.parseLong(redis.getOrDefault(end.getKey().toString(), "0"))
                          > end.getValue());
    }
  }

  void assertPostgresHolds(Map<String, PublishedLine> newest) throws SQLException {
    try (Connection database = installation.database()) {
      SortedMap<String, Figures> rows = openBets(database);
      SortedMap<String, Figures> expected = BetFigures.of(newest.values());
      assertThat(rows.keySet()).as("open bets").isEqualTo(expected.keySet());
      expected.forEach(
          (id, bet) -> assertThat(bet.differences(rows.get(id), EXACT)).as(id).isEmpty());
      assertThat(closedBets(database, newest)).isEmpty();
      assertThat(
              count(
                  database,
                  "SELECT count(*) FROM (SELECT FROM bet_history"
                      + " GROUP BY line_id, outcome, version HAVING count(*) > 1) AS doubled"))
          .isZero();
      assertThat(
              count(
                  database,
                  "SELECT count(*) FROM bets b WHERE NOT EXISTS (SELECT FROM bet_history h"
                      + " WHERE h.line_id = b.line_id AND h.outcome = b.outcome"
                      + " AND h.version = b.version"
                      + " AND h.best_ev IS NOT DISTINCT FROM b.best_ev)"))
          .isZero();
    }
  }

  void assertRedisHolds(Map<String, PublishedLine> newest) {
    try (RedisClient redis = installation.redis()) {
      String topic =
          redis.hget(KEYS.positions(), "topic_id")
              + "/"
              + redis.hget(KEYS.positions(), "partitions");
      newest.forEach(
          (id, line) -> {
            BetType betType = new BetType(line.betType());
            String entry = redis.get(KEYS.line(betType, new LineId(id)));
            if (line.withdrawn()) {
              assertThat(entry).as(id).isNull();
            } else {
              Figures expected = line.figures().copy().put("version", line.version());
              assertThat(expected.differences(JsonFigures.of("", entry), EXACT)).as(id).isEmpty();
            }
            assertThat(redis.get(KEYS.version(betType, new LineId(id))))
                .isEqualTo(topic + " " + line.version());
          });
    }
  }

  private Map<Integer, Long> postgresPositions() throws SQLException {
    Map<Integer, Long> positions = new HashMap<>();
    try (Connection database = installation.database();
        ResultSet row =
            database
                .createStatement()
                .executeQuery("SELECT partition, next_offset FROM sink_offsets")) {
      while (row.next()) {
        positions.put(row.getInt(1), row.getLong(2));
      }
    }
    return positions;
  }

  private static SortedMap<String, Figures> openBets(Connection database) throws SQLException {
    SortedMap<String, Figures> rows = new TreeMap<>();
    try (ResultSet row =
        database
            .createStatement()
            .executeQuery(
                "SELECT line_id, outcome, to_jsonb(b) FROM bets b WHERE closed_at IS NULL")) {
      while (row.next()) {
        rows.put(row.getString(1) + " " + row.getString(2), JsonFigures.of("", row.getString(3)));
      }
    }
    return rows;
  }

  /** Closed bets of a line that is quoted with that outcome, or of another version than its own. */
  private static List<String> closedBets(Connection database, Map<String, PublishedLine> newest)
      throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (ResultSet row =
        database
            .createStatement()
            .executeQuery("SELECT line_id, version FROM bets WHERE closed_at IS NOT NULL")) {
      while (row.next()) {
        PublishedLine versioned = newest.get(row.getString(1));
        if (versioned == null || !versioned.withdrawn() || versioned.version() != row.getLong(2)) {
          wrong.add(row.getString(1) + " is closed at version " + row.getLong(2));
        }
      }
    }
    return wrong;
  }

  private static long count(Connection database, String sql) throws SQLException {
    try (ResultSet row = database.createStatement().executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
