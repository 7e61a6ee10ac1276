package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.sink.VersionedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
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

  /** A row is spelled as one string, so that a difference shows what differs. */
  void assertPostgresHolds(Map<String, VersionedLine> newest) throws SQLException {
    SortedMap<String, String> expected = new TreeMap<>();
    newest.forEach(
        (id, versioned) -> {
          for (PricedOutcome outcome : versioned.line().outcomes()) {
            expected.put(id + " " + outcome.name(), row(versioned, outcome));
          }
        });
    try (Connection database = installation.database()) {
      assertThat(openBets(database)).isEqualTo(expected);
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

  void assertRedisHolds(Map<String, VersionedLine> newest) {
    try (RedisClient redis = installation.redis()) {
      String topicId = redis.hget(KEYS.positions(), "topic_id");
      newest.forEach(
          (id, versioned) -> {
            var betType = versioned.line().betType();
            String entry = redis.get(KEYS.line(betType, versioned.line().id()));
            assertThat(entry)
                .as(id)
                .isEqualTo(
                    versioned.withdrawn()
                        ? null
                        : LineJson.line(versioned.line(), versioned.version()));
            assertThat(redis.get(KEYS.version(betType, versioned.line().id())))
                .isEqualTo(topicId + " " + versioned.version());
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

  @SuppressWarnings("ReferenceEquality") // what joins lines stands on the line's first outcome
  private static String row(VersionedLine versioned, PricedOutcome outcome) {
    var best = outcome.best();
    boolean first = versioned.line().outcomes().get(0) == outcome;
    return String.join(
        " ",
        Long.toString(versioned.version()),
        String.valueOf(outcome.fairProbability()),
        best == null ? "null" : best.bookmaker().key(),
        best == null ? "null" : Double.toString(best.price()),
        best == null ? "null" : Double.toString(best.value().ev()),
        sorted(LineJson.offers(outcome.offers(), versioned.line().marketTime())),
        sorted(first ? LineJson.arbitrage(versioned.line().arbitrage()) : null),
        sorted(first ? LineJson.middles(versioned.line().middles()) : null));
  }

  private static SortedMap<String, String> openBets(Connection database) throws SQLException {
    SortedMap<String, String> rows = new TreeMap<>();
    try (ResultSet row =
        database
            .createStatement()
            .executeQuery(
                "SELECT line_id, outcome, version, fair_probability, best_book, best_price,"
                    + " best_ev, offers, arbitrage, middles FROM bets WHERE closed_at IS NULL")) {
      while (row.next()) {
        rows.put(
            row.getString(1) + " " + row.getString(2),
            String.join(
                " ",
                row.getString(3),
                number(row, 4),
                String.valueOf(row.getString(5)),
                number(row, 6),
                number(row, 7),
                sorted(row.getString(8)),
                sorted(row.getString(9)),
                sorted(row.getString(10))));
      }
    }
    return rows;
  }

  /** Closed bets of a line that is quoted with that outcome, or of another version than its own. */
  private static List<String> closedBets(Connection database, Map<String, VersionedLine> newest)
      throws SQLException {
    List<String> wrong = new ArrayList<>();
    try (ResultSet row =
        database
            .createStatement()
            .executeQuery("SELECT line_id, version FROM bets WHERE closed_at IS NOT NULL")) {
      while (row.next()) {
        VersionedLine versioned = newest.get(row.getString(1));
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

  private static String number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? "null" : Double.toString(value);
  }

  /** PostgreSQL orders the fields of a JSON object in its own way; so does this. */
  private static String sorted(String json) {
    try {
      return json == null ? "null" : JSON.writeValueAsString(JSON.readValue(json, Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
