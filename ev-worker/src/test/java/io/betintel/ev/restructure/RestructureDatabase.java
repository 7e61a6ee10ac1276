package io.betintel.ev.restructure;

import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.rollout.RolloutTurn;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A migrated database with rows, and a connection of its own to it. */
final class RestructureDatabase implements AutoCloseable {
  private static final String FILL =
      """
      INSERT INTO bets (line_id, outcome, event_id, bet_type, offers, reference_books, method,
                        consensus, settings_version, market_time, valid_until, recorded_at, version)
      SELECT 'line ' || lpad(i::text, 9, '0'), 'Over', 'event ' || i / 20,
             (ARRAY['h2h', 'spreads', 'totals', 'player_points'])[1 + i %% 4]::text::bet_type_enum,
             '[{"bookmaker": "pinnacle", "price": 1.95}]', '[]', 'shin', 'mean', 1, now(),
             now() + interval '1 hour', now(), i
      FROM generate_series(1, %d) AS i
      """;

  private final PostgresServer postgres;
  private final String url;
  private final Connection connection;

  RestructureDatabase(PostgresServer postgres, String name, int rows) throws Exception {
    this(postgres, MigratedDatabase.create(postgres, name));
    execute(FILL.formatted(rows));
    execute("ANALYZE bets");
  }

  private RestructureDatabase(PostgresServer postgres, String url) throws SQLException {
    this.postgres = postgres;
    this.url = url;
    this.connection = connect();
  }

  /** One that was made before, as it is. */
  static RestructureDatabase again(PostgresServer postgres, String name) throws SQLException {
    return new RestructureDatabase(postgres, postgres.jdbcUrl(name));
  }

  PostgresConfig config() {
    return new PostgresConfig(url, postgres.user(), postgres.password(), 2);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, postgres.user(), postgres.password());
  }

  Connection connection() {
    return connection;
  }

  String url() {
    return url;
  }

  void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getString(1));
      }
    }
    return rows;
  }

  List<String> labels() throws SQLException {
    return query("SELECT unnest(enum_range(NULL::bet_type_enum))::text");
  }

  List<String> picture() throws SQLException {
    return SchemaPicture.of(connection);
  }

  /** Ends an operator's run as a kill of its process does. */
  void killRun() throws SQLException {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
              + Sessions.NAME
              + "' AND datname = current_database()");
    }
  }

  /** One operator's run. */
  Run begin(Watch watch) throws Exception {
    return begin(watch, Duration.ofSeconds(20));
  }

  Run begin(Watch watch, Duration patience) throws Exception {
    return begin(watch, RestructurePace.gentle(patience));
  }

  Run begin(Watch watch, RestructurePace pace) throws Exception {
    RolloutTurn turn = RolloutTurn.take(config(), Duration.ofSeconds(10), line -> {});
    LiveWorkers workers = new LiveWorkers(null, CatalogueConfig.from(new Settings(Map.of())));
    return new Run(
        turn, Restructure.open(config(), turn::requireHeld, workers, pace, watch, "an operator"));
  }

  /** Holds the turn. */
  record Run(RolloutTurn turn, Restructure restructure) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      restructure.close();
      turn.close();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
