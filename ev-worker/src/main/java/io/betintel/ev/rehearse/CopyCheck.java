package io.betintel.ev.rehearse;

import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Tells a copy from the database that it is a copy of. The heartbeats of a fresh copy look alive:
 * they are watched, because only those of a running installation move.
 */
public final class CopyCheck {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String REMEDY = ". Name a copy: migrations/README.md says how to make one";

  private static final String HAS_HEARTBEATS =
      "SELECT to_regclass('worker_heartbeats') IS NOT NULL";

  private static final String SOME_FRESH =
      """
      SELECT EXISTS (SELECT FROM worker_heartbeats
        WHERE seen_at > clock_timestamp() - ? * interval '1 millisecond')
      """;

  private final List<PostgresConfig> configured;
  private final Duration silence;
  private final Consumer<String> progress;

  /**
   * @param configured the installation's database, and PostgreSQL itself behind a pooler
   * @param workers whose rule says what is live
   * @param progress takes what is waited for, for people
   */
  public CopyCheck(
      List<PostgresConfig> configured, LiveWorkers workers, Consumer<String> progress) {
    this(configured, workers.silence(), progress);
  }

  CopyCheck(List<PostgresConfig> configured, Duration silence, Consumer<String> progress) {
    this.configured = configured.stream().distinct().toList();
    this.silence = silence;
    this.progress = progress;
  }

  /**
   * Makes sure that a URL is one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static void requireUrl(String url) {
    Place.of(url);
  }

  /**
   * Looks at the copy, and removes the heartbeats that were copied: nobody shall wait for them.
   *
   * @return why it must not be rehearsed on, with the remedy; empty if nothing speaks against it
   */
  public Optional<String> refusal(PostgresConfig copy) throws SQLException, InterruptedException {
    Place place = Place.of(copy.url());
    if (configured.stream().anyMatch(each -> place.meets(Place.of(each.url())))) {
      return refused("it is the database of EV_POSTGRES_URL");
    }
    try (Connection connection =
        DriverManager.getConnection(copy.url(), copy.user(), copy.password())) {
      ReachedDatabase server = ReachedDatabase.of(connection);
      if (server.replica()) {
        return refused("it is a replica, which cannot be written");
      }
      if (configured.stream().anyMatch(each -> isSame(server, each))) {
        return refused("it is the database of EV_POSTGRES_URL by another name");
      }
      return heartbeats(connection);
    }
  }

  private boolean isSame(ReachedDatabase server, PostgresConfig original) {
    Properties properties = new Properties();
    properties.setProperty("user", original.user());
    properties.setProperty("password", original.password());
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "10");
    try (Connection connection = DriverManager.getConnection(original.url(), properties)) {
      ReachedDatabase other = ReachedDatabase.of(connection);
      if (server.isPhysicalCopyOf(other)) {
        progress.accept("It is a physical copy of the database of EV_POSTGRES_URL");
      }
      return server.isSame(other);
    } catch (SQLException e) {
      progress.accept(
          "The database of EV_POSTGRES_URL does not answer, so only names and heartbeats tell"
              + " whether this is another: "
              + DatabaseTrouble.describe(e));
      return false;
    }
  }

  private Optional<String> heartbeats(Connection connection)
      throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(HAS_HEARTBEATS)) {
      row.next();
      if (!row.getBoolean(1)) {
        return Optional.empty();
      }
    }
    Map<String, Instant> first = LiveWorkers.beats(connection);
    long deadline = System.nanoTime() + silence.toNanos();
    if (someFresh(connection)) {
      progress.accept(
          "Heartbeats of "
              + String.join(", ", first.keySet())
              + " look alive; a copy's do not move: watches them, up to "
              + silence.toSeconds()
              + " s");
    }
    while (someFresh(connection) && System.nanoTime() - deadline < 0) {
      Thread.sleep(LOOK.toMillis());
      Map<String, Instant> now = LiveWorkers.beats(connection);
      if (!now.equals(first)) {
        now.entrySet().removeAll(first.entrySet());
        return refused(
            "workers use it: "
                + (now.isEmpty() ? "one has just left" : String.join(", ", now.keySet())));
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM worker_heartbeats");
    }
    return Optional.empty();
  }

  private boolean someFresh(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SOME_FRESH)) {
      select.setLong(1, silence.toMillis());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static Optional<String> refused(String why) {
    return Optional.of("Nothing was changed: " + why + REMEDY);
  }
}
