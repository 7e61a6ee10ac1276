package io.betintel.ev.rollout;

import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.migrations.Obstacle;
import io.betintel.ev.migrations.Preflight;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.RetryPause;
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
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(2));

  /** Held by the session: others who add bet types wait until the registry has the symbols too. */
  private static final String TURN =
      "SELECT pg_try_advisory_lock(hashtextextended('ev-worker bet-types add', 0))";

  private final Connection connection;
  private final Consumer<String> progress;
  private final long deadline;

  private LiveAddition(Connection connection, Duration patience, Consumer<String> progress) {
    this.connection = connection;
    this.progress = progress;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Connects, and waits until no other session adds bet types.
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
    StoredCatalogue stored = new CatalogueTable().read(connection);
    Map<String, String> there = new TreeMap<>();
    stored.labels().forEach(label -> there.put(label, "label"));
    stored.rows().keySet().forEach(row -> there.put(row.symbol(), "row"));
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
    for (long failures = 1; true; failures++) {
      try {
        return applyOnce(betTypes);
      } catch (SQLException e) {
        if (Obstacle.of(e) != Obstacle.LOCKED) {
          throw e;
        }
        waitFor(describeHolders(), failures, e);
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
      StoredCatalogue before = new CatalogueTable().read(connection);
      List<String> labels = new ArrayList<>();
      List<String> rows = new ArrayList<>();
      for (NewBetType betType : betTypes) {
        statement.execute(betType.labelStatement());
        statement.execute(betType.rowStatement());
        if (!before.labels().contains(betType.name())) {
          labels.add(betType.name());
        }
        if (!before.rows().containsKey(new BetType(betType.name()))) {
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
    for (long failures = 1; true; failures++) {
      try (PreparedStatement select = connection.prepareStatement(TURN);
          ResultSet row = select.executeQuery()) {
        row.next();
        if (row.getBoolean(1)) {
          return;
        }
      }
      waitFor("another session that adds bet types", failures, null);
    }
  }

  private String describeHolders() throws SQLException {
    List<String> holders = new Preflight(connection).holders();
    return holders.isEmpty()
        ? "a lock on bet_types"
        : "the type's lock, held by " + String.join("; ", holders);
  }

  private void waitFor(String what, long failures, SQLException cause)
      throws RefusedException, InterruptedException {
    if (System.nanoTime() - deadline >= 0) {
      throw new RefusedException(
          "Nothing was changed: gave up waiting for " + what + ". Try again when it has ended",
          cause);
    }
    if (failures == 1) {
      progress.accept("Waiting for " + what);
    }
    Thread.sleep(PAUSE.after(failures, ThreadLocalRandom.current()).toMillis());
  }

  private static String likeness(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }
}
