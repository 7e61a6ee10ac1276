package io.betintel.ev.migrations;

import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Brings a database to this build's schema. Several may run at once: they take turns, migration by
 * migration, until none is left. A database that is newer than this build stays as it is, so that a
 * rolled-back release still starts.
 */
public final class Migrator {
  /** What {@link MigrationPair} and {@link LabelTarget} call migrations that change labels. */
  private static final String LABEL_MIGRATION = "(.*/)?V\\d+__(.*_label|bet_type_labels)\\.sql";

  private final String url;
  private final String user;
  private final String password;
  private final LongFunction<Duration> pauseAfter;
  private final Consumer<String> progress;
  private final MigrationWatch watch;
  private final String location;
  private final Set<String> warned = new HashSet<>();

  /**
   * @param url a JDBC URL
   * @param pauseAfter how long to wait after the n-th failure in a row, from 1
   * @param progress takes what is waited for, for people
   */
  public Migrator(
      String url,
      String user,
      String password,
      LongFunction<Duration> pauseAfter,
      Consumer<String> progress) {
    this(url, user, password, pauseAfter, progress, null, "classpath:db/migration");
  }

  private Migrator(
      String url,
      String user,
      String password,
      LongFunction<Duration> pauseAfter,
      Consumer<String> progress,
      MigrationWatch watch,
      String location) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.pauseAfter = pauseAfter;
    this.progress = progress;
    this.watch = watch;
    this.location = location;
  }

  /** The same, with a watch between each migration and the database. */
  public Migrator watchedBy(MigrationWatch by) {
    return new Migrator(url, user, password, pauseAfter, progress, by, location);
  }

  /** The same, with the files of a directory rather than this build's. */
  public Migrator of(Path directory) {
    String files = "filesystem:" + directory.toAbsolutePath();
    return new Migrator(url, user, password, pauseAfter, progress, watch, files);
  }

  /**
   * What was done.
   *
   * @param applied version and description of each migration, in order; empty if none was left
   * @param version the database's newest version
   */
  public record Report(List<String> applied, String version) {
    public Report {
      applied = List.copyOf(applied);
    }
  }

  /**
   * @param patience the longest wait for a database that is away, or for a lock
   * @throws MigrationException if the wait is over, or a migration fails. Migrations that were
   *     applied before stay, and another run goes on from there
   */
  public Report migrate(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    String said = "";
    for (long failures = 1; true; failures++) {
      try {
        connectOnce();
        return apply();
      } catch (SQLException | FlywayException e) {
        Obstacle obstacle = Obstacle.of(e);
        String reason = reason(e);
        if (obstacle == Obstacle.FINAL) {
          throw new MigrationException("Cannot migrate " + shown() + ": " + reason, e);
        }
        if (System.nanoTime() - deadline >= 0) {
          throw new MigrationException(
              "Gave up on " + shown() + " after " + patience.toSeconds() + " s: " + reason, e);
        }
        String waiting =
            obstacle == Obstacle.AWAY
                ? "Waiting for the database at " + shown() + ": " + reason
                : "Waiting for a lock that another session holds: " + reason;
        if (!waiting.equals(said)) {
          progress.accept(waiting);
          said = waiting;
        }
        Thread.sleep(pauseAfter.apply(failures).toMillis());
      }
    }
  }

  /**
   * Connects first, because Flyway hides why a connection fails behind its own text. Flyway's lock,
   * its search path and an index that is built concurrently need one session.
   */
  private void connectOnce() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      Pooler.refuse(
          connection, () -> DriverManager.getConnection(url, user, password), "A migration");
    }
  }

  private Report apply() throws SQLException {
    FluentConfiguration flyway =
        Flyway.configure(Migrator.class.getClassLoader())
            .dataSource(url, user, password)
            .locations(location)
            // Branches merge in any order; a release that is rolled back lacks applied migrations.
            .outOfOrder(true)
            .ignoreMigrationPatterns("*:future", "*:missing")
            .validateMigrationNaming(true)
            // One migration, one transaction: a label cannot be used in the one that adds it.
            .group(false)
            // A file that builds an index concurrently runs outside a transaction as a whole.
            .mixed(true)
            .lockRetryCount(600)
            .loggers("slf4j");
    // The session holds the lock: an index built concurrently would wait forever for a transaction
    // that holds it.
    flyway
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    if (watch != null) {
      flyway
          .dataSource(new WatchedDataSource(url, user, password, watch))
          .callbacks(new WatchCallback(watch));
    }
    Flyway loaded = flyway.load();
    refuseToCollide(loaded);
    waitForRestructure(loaded);
    warn(loaded);
    MigrateResult result = loaded.migrate();
    List<String> applied =
        result.migrations.stream().map(m -> m.version + " " + m.description).toList();
    return new Report(
        applied,
        result.targetSchemaVersion != null
            ? result.targetSchemaVersion
            : result.initialSchemaVersion);
  }

  /**
   * A row that a migration writes into a table that a publisher's rows arrive in too stops the
   * subscription, or is stopped by the publisher's.
   */
  private void refuseToCollide(Flyway flyway) {
    List<String> pending =
        Arrays.stream(flyway.info().pending())
            .map(migration -> migration.getVersion() + " " + migration.getDescription())
            .toList();
    if (pending.isEmpty()) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      List<String> received = new Preflight(connection).received();
      if (!received.isEmpty()) {
        throw new MigrationException(
            "Nothing was applied to "
                + shown()
                + ": this database receives rows of a publisher by the subscription "
                + String.join(", ", received)
                + ", and would collide with them. "
                + Preflight.LABEL_ONLY
                + ". Pending: "
                + String.join("; ", pending)
                + ". migrations/README.md says how other migrations reach a subscriber",
            null);
      }
    } catch (SQLException e) {
      progress.accept("The check for subscriptions failed: " + reason(e));
    }
  }

  /**
   * A label that is added to the type while another type takes its place would be lost.
   *
   * @throws SQLException as if a lock were held: the caller waits, and says so
   */
  private void waitForRestructure(Flyway flyway) throws SQLException {
    if (!addsLabel(flyway)) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      Optional<String> underWay = new Preflight(connection).restructure();
      if (underWay.isPresent()) {
        throw new SQLException(
            underWay.get()
                + ": let it go on with ev-worker bet-types restructure --resume, or take it back"
                + " with --abort",
            "55P03");
      }
    }
  }

  private static boolean addsLabel(Flyway flyway) {
    return Arrays.stream(flyway.info().pending())
        .anyMatch(migration -> migration.getScript().matches(LABEL_MIGRATION));
  }

  /** Tells an operator what to know of the database before a label is added. */
  private void warn(Flyway flyway) {
    if (!addsLabel(flyway)) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      new Preflight(connection).warnings().stream().filter(warned::add).forEach(progress);
    } catch (SQLException e) {
      progress.accept("The check before a label is added failed: " + reason(e));
    }
  }

  /** A parameter may hold a password. */
  private String shown() {
    return url.replaceAll("(?i)([?&][^=&]*(?:pass|pwd|secret|token)[^=&]*=)[^&]*", "$1***");
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        deepest = cause;
      } else if (cause instanceof UnknownHostException) {
        return "no such host is known: " + cause.getMessage();
      }
    }
    String message = deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
