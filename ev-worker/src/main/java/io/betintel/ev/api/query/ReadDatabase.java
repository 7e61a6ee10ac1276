package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.ApiMetrics;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Shares;
import io.betintel.ev.catalogue.LostLabels;
import io.betintel.ev.ops.DatabaseTrouble;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks PostgreSQL. A failure is a {@link Problem} with status 503: an absent server or a slow query
 * is not the caller's fault and does not stop the worker.
 */
final class ReadDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(ReadDatabase.class);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final String CANCELLED = "57014";
  private static final String GONE = "08";

  private final DataSource pool;
  private final Duration timeout;
  private final ApiMetrics metrics;
  private final Shares shares;
  private volatile long awayUntil = System.nanoTime();
  private volatile String trouble;

  /** Found when a query failed; an error again if another one is lost. */
  private volatile Set<String> lost = Set.of();

  private volatile long lostUntil = System.nanoTime();

  /**
   * @param timeout that the pool's connections give a query; for the message
   * @param shares how many of the pool's connections each caller may use at once
   */
  ReadDatabase(DataSource pool, Duration timeout, ApiMetrics metrics, Shares shares) {
    this.pool = pool;
    this.timeout = timeout;
    this.metrics = metrics;
    this.shares = shares;
  }

  /**
   * @return the rows in their order, each with its columns as fields
   * @throws Problem 503, or 429 if the caller's other queries take all that it may use
   */
  List<ObjectNode> rows(Select select) {
    if (!shares.enter(select.caller())) {
      metrics.refused("queries");
      throw Problem.tooMany(
          "your other queries still run, at most "
              + shares.most(select.caller())
              + " at once: wait for their answers",
          AGAIN);
    }
    try {
      return answer(select);
    } finally {
      shares.leave(select.caller());
    }
  }

  private List<ObjectNode> answer(Select select) {
    if (trouble != null && System.nanoTime() - awayUntil < 0) {
      throw unavailable(trouble); // else every request would wait for the connection's timeout
    }
    try {
      List<ObjectNode> rows = ask(select);
      trouble = null;
      return rows;
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  private List<ObjectNode> ask(Select select) throws SQLException {
    try {
      return ask(select, !lost.isEmpty() && System.nanoTime() - lostUntil >= 0);
    } catch (SQLException e) {
      if (!LostLabels.caused(e)) {
        throw e;
      }
      return ask(select, true); // on another connection: the failure ended the transaction
    }
  }

  /**
   * @param look whether to find out first what is lost: a label may be back
   */
  private List<ObjectNode> ask(Select select, boolean look) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      if (look) {
        leaveOut(LostLabels.read(connection));
      }
      return query(connection, select);
    }
  }

  private List<ObjectNode> query(Connection connection, Select select) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select.sql())) {
      bind(connection, statement, select.values());
      List<ObjectNode> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(RowJson.of(row));
        }
      }
      return rows;
    }
  }

  /** One bet type must not take the others down. */
  private void leaveOut(Set<String> betTypes) {
    if (!betTypes.equals(lost)) {
      LOG.warn(
          "Bet types whose rows have a value without a label, and are left out: {}. ev-worker"
              + " bet-types check says what to do",
          betTypes);
    }
    lost = Set.copyOf(betTypes);
    lostUntil = System.nanoTime() + AGAIN.toNanos();
  }

  private void bind(Connection connection, PreparedStatement statement, List<Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i) == Select.LOST ? lost : values.get(i);
      if (value instanceof Collection<?> texts) {
        Array array = connection.createArrayOf("text", texts.toArray());
        statement.setArray(i + 1, array);
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  private Problem problem(SQLException e) {
    if (CANCELLED.equals(e.getSQLState())) {
      return unavailable("the query took longer than " + timeout.toMillis() + " ms: ask for less");
    }
    if (e instanceof SQLTransientConnectionException && e.getCause() == null) {
      return unavailable("too many queries at once");
    }
    String reason = DatabaseTrouble.describe(e);
    if (!reason.equals(trouble)) {
      LOG.warn("Queries are not answered: {}", reason);
    }
    if (e instanceof SQLTransientConnectionException
        || String.valueOf(e.getSQLState()).startsWith(GONE)) {
      awayUntil = System.nanoTime() + AGAIN.toNanos() / 2;
      trouble = reason;
    }
    return unavailable("the database does not answer; boards and live streams go on");
  }

  private Problem unavailable(String detail) {
    metrics.refused("database");
    return Problem.unavailable(detail, AGAIN);
  }
}
