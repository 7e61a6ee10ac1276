package io.betintel.ev.sink.postgres;

import io.betintel.ev.catalogue.FlagTable;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.Failpoint;
import io.betintel.ev.ops.Interval;
import io.betintel.ev.ops.PostgresConnections;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes lines to {@code events}, {@code bets} and {@code bet_history}. One transaction writes the
 * rows and the positions, so a lost connection leaves them consistent: reading the positions again
 * shows whether the COMMIT succeeded.
 */
public final class PostgresSink implements LineSink {
  public static final String NAME = "postgres";

  /** How often it looks whether the label of a line that it keeps exists now. */
  private static final Duration LOOK_FOR_LABELS = Duration.ofSeconds(1);

  private static final Failpoint BEFORE_COMMIT = Failpoint.named("postgres-before-commit");

  // Every statement of the sink finds rows by key. The planner does not know how long an array is,
  // nor, after a bulk load, how large the table is, and would sometimes scan the whole table.
  //
  // And it fills every column: no trigger has to do that for it. A statement's rows, a few MB of
  // text, wait in the server's memory: above work_mem, 4 MB by default, it writes them to a file.
  private static final String ITS_OWN_WAY =
      """
      SET LOCAL ev_worker.writes_validity = on;
      SET LOCAL ev_worker.writes_nearness = on;
      SET LOCAL work_mem = '32MB';
      SET LOCAL enable_seqscan = off;
      SET LOCAL enable_hashjoin = off;
      SET LOCAL enable_mergejoin = off
      """;

  /** In one round trip to the server. */
  private static final String BEGIN =
      String.join(
          ";\n",
          OffsetTable.ADVANCE,
          FlagTable.FLAGS,
          PostgresConnections.ENDS_WHEN_LEFT,
          ITS_OWN_WAY);

  /**
   * The server compresses the offers, by LZ4 in less time than by its own method. It reads both, so
   * rows of both may stand in one table.
   */
  private static final String LIGHTLY = ";\nSET LOCAL default_toast_compression = lz4";

  private static final String HAS_LZ4 =
      """
      SELECT FROM pg_settings
      WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
      """;

  /** Null until a server is asked, and after a failure: it may be another one then. */
  private volatile String begin;

  private final DataSource dataSource;
  private final OffsetTable offsets = new OffsetTable(NAME);
  private final Interval look;
  private long kept;

  public PostgresSink(DataSource dataSource) {
    this(dataSource, System::nanoTime);
  }

  PostgresSink(DataSource dataSource, LongSupplier nanoTime) {
    this.dataSource = dataSource;
    this.look = new Interval(LOOK_FOR_LABELS, nanoTime);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<Integer, Long> positions(TopicIdentity topic) {
    try (Connection connection = dataSource.getConnection()) {
      return offsets.positions(connection, topic);
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public int write(Batch batch) {
    return write(batch, Optional.empty());
  }

  @Override
  public Prepared prepare(Batch batch) {
    Optional<LineRows> rows;
    try {
      rows = Optional.of(LineRows.of(batch.lines()));
    } catch (RuntimeException e) {
      rows = Optional.empty(); // the write finds the line that is to blame
    }
    Optional<LineRows> prepared = rows;
    return () -> write(batch, prepared);
  }

  /**
   * @param rows of all lines of the batch, if they are made already
   */
  private int write(Batch batch, Optional<LineRows> rows) {
    // Labels are hardly ever missing: only a failure asks for them.
    OptionalInt changed = attempt(batch, rows, false);
    return changed.isPresent()
        ? changed.getAsInt()
        : attempt(batch, Optional.empty(), true).orElseThrow();
  }

  /**
   * @param keep whether to keep the lines that have no label
   * @return empty if nothing was written because labels are missing
   */
  private OptionalInt attempt(Batch batch, Optional<LineRows> rows, boolean keep) {
    List<VersionedLine> lines = batch.lines();
    List<VersionedLine> earlier = batch.earlier();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Flags flags = begin(connection, batch);
        lines = lines.stream().filter(line -> line.allowed(flags)).toList();
        earlier = earlier.stream().filter(line -> line.allowed(flags)).toList();
        if (batch.isLate()) {
          lines = stillKept(connection, batch, lines);
        }
        if (keep) {
          lines = LinesWithoutLabel.keep(connection, lines);
          earlier = LinesWithoutLabel.others(connection, earlier);
        }
        writeInRounds(connection, earlier);
        boolean ready = rows.isPresent() && lines.size() == batch.lines().size();
        int changed = (ready ? rows.get() : LineRows.of(lines)).write(connection);
        BEFORE_COMMIT.pass();
        connection.commit();
        return OptionalInt.of(changed);
      } catch (SQLException | RuntimeException e) {
        begin = null;
        rollBack(connection, e);
        if (e instanceof SQLException sql ? Failures.blamesData(sql) : blamesLine(e)) {
          if (!keep && !LinesWithoutLabel.missing(connection, lines).isEmpty()) {
            return OptionalInt.empty();
          }
          throw RefusedRows.find(connection, PostgresSink::writeLines, both(earlier, lines), e);
        }
        throw e;
      }
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  /**
   * Advances the positions first, so that a zombie is refused before it locks any row, and reads
   * the flags. From the database and not from memory: a line that was published because its type
   * was enabled is never read before the enabling is visible here. No lock: a sink that is paused
   * must not block an operator.
   */
  private Flags begin(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(beginning(connection))) {
      offsets.bind(statement, batch);
      statement.execute();
      try (ResultSet advanced = statement.getResultSet()) {
        OffsetTable.requireAll(advanced, batch);
      }
      statement.getMoreResults();
      try (ResultSet flags = statement.getResultSet()) {
        return FlagTable.flags(flags);
      }
    }
  }

  private String beginning(Connection connection) throws SQLException {
    String known = begin;
    if (known == null) {
      try (Statement statement = connection.createStatement();
          ResultSet found = statement.executeQuery(HAS_LZ4)) {
        known = found.next() ? BEGIN + LIGHTLY : BEGIN;
      }
      begin = known;
    }
    return known;
  }

  /** After a rebuild, a line that was kept before it would be of another topic. */
  private static List<VersionedLine> stillKept(
      Connection connection, Batch batch, List<VersionedLine> lines) throws SQLException {
    Set<String> taken =
        LinesWithoutLabel.take(
            connection,
            batch.lines().stream().map(line -> line.line().id().text()).toList(),
            batch.lines().stream().map(line -> line.record().offset()).toList());
    return lines.stream().filter(line -> taken.contains(line.line().id().text())).toList();
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> due(String topic) {
    if (!look.isDue()) {
      return List.of();
    }
    try (Connection connection = dataSource.getConnection()) {
      LinesWithoutLabel.Due due = LinesWithoutLabel.due(connection, topic);
      kept = due.kept();
      if (due.records().isEmpty()) {
        look.restart();
      }
      return due.records();
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public long kept() {
    return kept;
  }

  @Override
  public void forget(List<ConsumerRecord<byte[], byte[]>> records) {
    try (Connection connection = dataSource.getConnection()) {
      LinesWithoutLabel.take(
          connection,
          records.stream().map(record -> new String(record.key(), StandardCharsets.UTF_8)).toList(),
          records.stream().map(ConsumerRecord::offset).toList());
    } catch (SQLException e) {
      throw Failures.of(e);
    }
  }

  /** A line that cannot even be made into a row. */
  private static boolean blamesLine(Exception e) {
    return !(e instanceof SinkException);
  }

  private static List<VersionedLine> both(List<VersionedLine> one, List<VersionedLine> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static void writeLines(Connection connection, List<VersionedLine> lines)
      throws SQLException {
    try (Statement plans = connection.createStatement()) {
      plans.execute(ITS_OWN_WAY);
    }
    writeInRounds(connection, lines);
  }

  /**
   * @param lines in the order of their versions, if a line is there more than once
   */
  private static void writeInRounds(Connection connection, List<VersionedLine> lines)
      throws SQLException {
    for (List<VersionedLine> round : rounds(lines)) {
      LineRows.of(round).write(connection);
    }
  }

  /** A statement can write each row only once: the next version of a line is in the next round. */
  private static List<List<VersionedLine>> rounds(List<VersionedLine> lines) {
    List<List<VersionedLine>> rounds = new ArrayList<>();
    Map<LineId, Integer> next = new HashMap<>();
    for (VersionedLine line : lines) {
      int round = next.merge(line.line().id(), 1, Integer::sum) - 1;
      if (round == rounds.size()) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(round).add(line);
    }
    return rounds;
  }

  private static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
