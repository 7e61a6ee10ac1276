package io.betintel.ev.sink.postgres;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConnections;
import io.betintel.ev.ops.TimedThread;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tables small, on a thread and a connection of its own, in short transactions. What
 * fails is tried again a minute later; neither the other tasks nor the sink stop for it.
 */
public final class Housekeeping implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final String NAME = "housekeeping";
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  // Sinks queue behind a lock that this waits for: it gives up soon. Plans by index, as the sink's.
  private static final String LIMITS =
      "SET LOCAL lock_timeout = '250ms'; SET LOCAL statement_timeout = '20s';"
          + " SET LOCAL enable_seqscan = off; "
          + PostgresConnections.ENDS_WHEN_LEFT;

  private final DataSource dataSource;
  private final RetentionConfig retention;
  private final Clock clock;
  private final Map<Task, Counter> failures = new EnumMap<>(Task.class);
  private final BetsThatAreOver over = new BetsThatAreOver();
  private final TimedThread thread =
      new TimedThread(
          NAME,
          "postgres-housekeeping",
          new TimedThread.Work() {
            @Override
            public Duration turn() {
              Housekeeping.this.turn();
              return failed.isEmpty() ? EVERY : AGAIN;
            }

            @Override
            public Check check() {
              List<String> now = failed;
              return Check.up(
                  NAME, now.isEmpty() ? "done" : "tried again: " + String.join("; ", now));
            }
          });

  private volatile List<String> failed = List.of();

  /** One kind of work. */
  enum Task {
    HISTORY_ATTACH,
    HISTORY_DROP,
    HISTORY_DELETE,
    BET_STARTS,
    BETS_OVER,
    LINES_WITHOUT_LABEL,
    LOST_LABELS;

    String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param dataSource used by nothing else
   */
  public Housekeeping(
      DataSource dataSource, RetentionConfig retention, Clock clock, MeterRegistry registry) {
    this.dataSource = dataSource;
    this.retention = retention;
    this.clock = clock;
    for (Task task : Task.values()) {
      failures.put(
          task,
          Counter.builder("ev.housekeeping.failures")
              .description("Tasks of PostgreSQL's housekeeping that failed, to be tried again.")
              .tag("task", task.label())
              .register(registry));
    }
  }

  @Override
  public void start() {
    thread.start();
  }

  /** A failure here leaves the worker ready: nothing is lost, and the tables only grow. */
  @Override
  public Check check() {
    return thread.check();
  }

  @Override
  public void close() {
    thread.close();
  }

  /** Does everything that is due, once. */
  void turn() {
    Instant before = clock.instant().minus(Duration.ofDays(retention.betDays()));
    List<String> failing = new ArrayList<>();
    Iterator<Integer> days = HistoryDays.ahead();
    attempt(
        Task.HISTORY_ATTACH,
        failing,
        connection -> {
          HistoryDays.attach(connection, days.next());
          return days.hasNext();
        });
    attempt(
        Task.HISTORY_DROP,
        failing,
        connection -> HistoryDays.drop(connection, retention.historyDays()));
    attempt(
        Task.HISTORY_DELETE,
        failing,
        connection -> HistoryDays.delete(connection, retention.historyDays()));
    attempt(Task.BET_STARTS, failing, MissingStarts::piece);
    attempt(Task.BETS_OVER, failing, connection -> over.piece(connection, before));
    attempt(
        Task.LINES_WITHOUT_LABEL,
        failing,
        connection -> LinesWithoutLabel.expire(connection, before));
    attempt(Task.LOST_LABELS, failing, LostLabelRows::piece);
    failed = List.copyOf(failing);
  }

  private void attempt(Task task, List<String> failing, Work work) {
    try (Connection connection = dataSource.getConnection();
        Statement limits = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        boolean more = true;
        while (more && !thread.isClosed()) {
          limits.execute(LIMITS); // of the transaction: a pooler gives the session to others
          more = work.piece(connection);
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException e) {
      String reason = e instanceof SQLException sql ? DatabaseTrouble.describe(sql) : e.toString();
      failures.get(task).increment();
      failing.add(task.label() + ": " + reason);
      if (!thread.isClosed()
          && failed.stream().noneMatch(before -> before.startsWith(task.label()))) {
        LOG.warn("Housekeeping {} failed and is tried again: {}", task.label(), reason);
      }
    }
  }

  private interface Work {
    /** Does one piece in one transaction and commits it; returns whether there may be another. */
    boolean piece(Connection connection) throws SQLException;
  }
}
