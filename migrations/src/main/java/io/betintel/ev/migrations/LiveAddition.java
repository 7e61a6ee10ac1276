package io.betintel.ev.migrations;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Adds bet types to a running database with the statements of their migrations, outside Flyway's
 * history: the migrations later find everything in place and change nothing.
 *
 * <p>Label and row are one transaction here, so that a kill leaves nothing half done. This does not
 * use the label before it is committed: the catalogue's name is text.
 */
public final class LiveAddition implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Held by the session: others who add bet types wait until the registry has the symbols too. */
  private static final String TURN =
      "SELECT pg_try_advisory_lock(hashtextextended('ev-worker bet-types add', 0))";

  private static final String NAMES =
      """
      SELECT e.enumlabel::text, 'label' FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
      WHERE t.typname = 'bet_type_enum' AND pg_type_is_visible(t.oid)
      UNION ALL SELECT name, 'row' FROM bet_types
      """;

  private final Connection connection;
  private final Consumer<String> progress;
  private final long deadline;

  private LiveAddition(Connection connection, Duration patience, Consumer<String> progress) {
    this.connection = connection;
    this.progress = progress;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Connects, and waits until nobody else adds bet types.
   *
   * @param patience the longest wait for others, in total
   * @param progress takes what is waited for, for people
   * @throws RefusedException if the wait takes too long
   */
  public static LiveAddition begin(
      String url, String user, String password, Duration patience, Consumer<String> progress)
      throws SQLException, RefusedException, InterruptedException {
    Connection connection = DriverManager.getConnection(url, user, password);
    LiveAddition addition = new LiveAddition(connection, patience, progress);
    try {
      addition.takeTurn();
      return addition;
    } catch (SQLException | RefusedException | InterruptedException e) {
      connection.close();
      throw e;
    }
  }

  /** See {@link Preflight}. */
  public List<String> warnings() throws SQLException {
    return new Preflight(connection).warnings();
  }

  /**
   * Finds names that the database already has in another spelling.
   *
   * @return one line per name that differs from an existing one only by case or underscores
   */
  public List<String> nearDuplicates(List<NewBetType> betTypes) throws SQLException {
    Map<String, String> there = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(NAMES);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        there.put(row.getString(1), row.getString(2));
      }
    }
    List<String> found = new ArrayList<>();
    for (NewBetType betType : betTypes) {
      there.forEach(
          (name, kind) -> {
            if (!name.equals(betType.name()) && likeness(name).equals(likeness(betType.name()))) {
              found.add(
                  betType.name()
                      + " differs only by case or underscores from the "
                      + kind
                      + " "
                      + name
                      + ", which the database has");
            }
          });
    }
    return found;
  }

  /** The labels and the rows that were added. */
  public record Result(List<String> labels, List<String> rows) {
    public Result {
      labels = List.copyOf(labels);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Adds labels and rows, all or nothing, and tries again while another session holds a lock.
   *
   * @return the labels and the rows that were missing before
   * @throws RefusedException if a lock is held for too long; names the holder. Nothing was changed
   *     then
   */
  public Result apply(List<NewBetType> betTypes)
      throws SQLException, RefusedException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return applyOnce(betTypes);
      } catch (SQLException e) {
        if (Obstacle.of(e) != Obstacle.LOCKED) {
          throw e;
        }
        pause = waitFor(describeHolders(), pause, e);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private Result applyOnce(List<NewBetType> betTypes) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(NewBetType.LOCK_TIMEOUT);
      Map<String, String> before = new TreeMap<>();
      try (ResultSet row = statement.executeQuery(NAMES)) {
        while (row.next()) {
          before.merge(row.getString(1), row.getString(2), (one, other) -> "both");
        }
      }
      List<String> labels = new ArrayList<>();
      List<String> rows = new ArrayList<>();
      for (NewBetType betType : betTypes) {
        statement.execute(betType.labelStatement());
        statement.execute(betType.rowStatement());
        String kind = before.getOrDefault(betType.name(), "");
        if (!kind.equals("label") && !kind.equals("both")) {
          labels.add(betType.name());
        }
        if (!kind.equals("row") && !kind.equals("both")) {
          rows.add(betType.name());
        }
      }
      connection.commit();
      return new Result(labels, rows);
    } catch (SQLException e) {
      try {
        connection.rollback();
      } catch (SQLException lost) {
        e.addSuppressed(lost);
      }
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }

  private void takeTurn() throws SQLException, RefusedException, InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try (PreparedStatement select = connection.prepareStatement(TURN);
          ResultSet row = select.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          return;
        }
      }
      pause = waitFor("somebody else who adds bet types", pause, null);
    }
  }

  private String describeHolders() throws SQLException {
    List<String> holders = new Preflight(connection).holders();
    return holders.isEmpty()
        ? "a lock on bet_types"
        : "the type's lock, held by " + String.join("; ", holders);
  }

  private Duration waitFor(String what, Duration pause, SQLException cause)
      throws RefusedException, InterruptedException {
    if (System.nanoTime() - deadline >= 0) {
      throw new RefusedException(
          "Nothing was changed: gave up waiting for " + what + ". Try again when it has ended",
          cause);
    }
    if (pause.equals(FIRST_PAUSE)) {
      progress.accept("Waiting for " + what);
    }
    Thread.sleep(pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis()));
    Duration next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  private static String likeness(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }
}
