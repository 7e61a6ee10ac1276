package io.betintel.ev.audit;

import io.betintel.ev.ops.DatabaseTrouble;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares {@code bets} and the history's last rows with the lines of a slice. It reads rows and
 * the sink's positions in one transaction, so that both are of one moment.
 */
final class TableCheck {
  private static final String SINK = "postgres";
  private static final int FETCH = 1_000;

  private static final String POSITIONS =
      "SELECT partition, next_offset, topic_id FROM sink_offsets WHERE sink = ? AND topic = ?";

  private static final String KEPT = "SELECT line_id FROM lines_without_label";

  private final AuditTargets targets;
  private final AuditMoment moment;
  private final AsideRecords aside;
  private final OpenTypes types;
  private final Slice slice;
  private final Findings findings;
  private final Instant since;
  private final long now;

  /**
   * @param since rows that were recorded before are not looked at
   * @param now in milliseconds since the epoch
   */
  TableCheck(
      AuditTargets targets,
      AuditMoment moment,
      AsideRecords aside,
      OpenTypes types,
      Slice slice,
      Findings findings,
      Instant since,
      long now) {
    this.targets = targets;
    this.moment = moment;
    this.aside = aside;
    this.types = types;
    this.slice = slice;
    this.findings = findings;
    this.since = since;
    this.now = now;
  }

  void compare(AuditedLines lines) {
    try (Connection connection = targets.postgres().getConnection()) {
      connection.setAutoCommit(false);
      try (Statement begin = connection.createStatement()) {
        begin.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        compare(connection, lines);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new CouldNotLookException("PostgreSQL: " + DatabaseTrouble.describe(e), e);
    }
  }

  private void compare(Connection connection, AuditedLines lines) throws SQLException {
    StoreRules rules =
        new StoreRules(SINK, targets, moment, aside, types, positions(connection), now);
    Set<String> kept = kept(connection);
    Map<String, Set<String>> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(BetsRow.SELECT)) {
      select.setFetchSize(FETCH);
      select.setString(1, since.toString());
      select.setLong(2, slice.count() - 1L);
      select.setLong(3, slice.index());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          BetsRow row = BetsRow.of(rows);
          found.computeIfAbsent(row.lineId(), id -> new HashSet<>(4)).add(row.outcome());
          if (!kept.contains(row.lineId())) {
            new RowCheck(rules, findings, lines).compare(row);
          }
        }
      }
    }
    for (AuditedLine line : lines.all()) {
      if (!line.published().isBefore(since) && !kept.contains(line.id())) {
        missing(line, found.getOrDefault(line.id(), Set.of()), rules);
      }
    }
  }

  private Map<Integer, Long> positions(Connection connection) throws SQLException {
    Map<Integer, Long> positions = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(POSITIONS)) {
      select.setString(1, SINK);
      select.setString(2, targets.topics().lines());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (!row.getString(3).equals(moment.linesId())) {
            throw new CouldNotLookException(
                "the tables are of another topic "
                    + targets.topics().lines()
                    + " than today's: run ev-worker sink rebuild postgres");
          }
          positions.put(row.getInt(1), row.getLong(2));
        }
      }
    }
    return positions;
  }

  /** Lines whose bet type has no label: the sink keeps them elsewhere. */
  private static Set<String> kept(Connection connection) throws SQLException {
    Set<String> kept = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(KEPT);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        kept.add(row.getString(1));
      }
    }
    return kept;
  }

  private void missing(AuditedLine line, Set<String> outcomes, StoreRules rules) {
    Optional<Unjudged> obstacle = rules.obstacle(line);
    if (obstacle.isPresent() || rules.isOver(line)) {
      if (obstacle.isPresent() && outcomes.isEmpty()) { // else its rows were counted
        findings.unjudged(obstacle.get());
      }
      return;
    }
    if (line.open()) {
      for (AuditedOutcome outcome : line.outcomes()) {
        if (!outcomes.contains(outcome.name())) {
          findings.add(
              new Difference(
                  DifferenceKind.ROW_MISSING,
                  line.id(),
                  "outcome " + outcome.name() + " of an open line has no row in bets",
                  rules.place(line)));
        }
      }
    } else if (outcomes.isEmpty() && wasStored(line)) {
      findings.add(
          new Difference(
              DifferenceKind.ROW_MISSING,
              line.id(),
              "was open before it was withdrawn, and has no row in bets",
              Difference.place(targets.topics().lines(), line.partition(), line.openedBefore())));
    }
  }

  /**
   * Whether an open version was read that the sink has stored. Of one from long before it is not
   * known whether its bet type was on.
   */
  private boolean wasStored(AuditedLine line) {
    Instant enabled = types.enabledAt(line.betType());
    return line.openedBefore() >= 0 && enabled.plus(Duration.ofHours(1)).isBefore(line.published());
  }
}
