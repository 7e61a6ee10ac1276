package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.api.Description;
import io.betintel.ev.harness.ApiClient;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.MixedOdds;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.rollout.RefusedException;
import io.betintel.ev.rollout.RolloutTurn;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.LonePgBouncer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged worker and its commands behind a real PgBouncer in transaction mode. */
@Tag("full")
@ExtendWith(LocalStackExtension.class)
final class PoolerIT {
  private static final int SESSIONS = 4;

  /** The pooler gives each client its own, before each of its transactions. */
  private static final Set<String> OF_THE_CLIENT =
      Set.of(
          "application_name",
          "client_encoding",
          "DateStyle",
          "standard_conforming_strings",
          "TimeZone");

  private static LonePgBouncer pooler;
  private static Installation installation;
  private static String direct;

  @BeforeAll
  static void start(LocalStack stack) throws Exception {
    pooler =
        LonePgBouncer.start(
            Path.of(System.getProperty("ev.it.directory", "target/it"), "pooler"),
            stack.postgres(),
            Map.of(),
            "default_pool_size = " + SESSIONS);
    installation = Installation.of(stack);
    direct = stack.postgres().jdbcUrl(installation.applicationId());
    installation.execute("CREATE TABLE neighbour (id int)");
    installation.with("EV_POSTGRES_URL", pooler.server().jdbcUrl(installation.applicationId()));
  }

  @AfterAll
  static void stop() {
    if (installation != null) {
      installation.close();
    }
    pooler.close();
  }

  @Test
  void workerAndReadApiLeaveNothingToTheirNeighbours() throws Exception {
    try (Neighbour neighbour = new Neighbour()) {
      WorkerProcess worker = installation.startOnly("stream,sinks,api").awaitReady();
      new Producers(installation)
          .send(Producers.Choice.HOME, new MixedOdds(1).events("h2h", "moneyline", 20, 400));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !"0".equals(installation.query("SELECT count(*) FROM bets")));
      ApiClient api = new ApiClient(worker, Optional.empty(), Description.read());
      for (int round = 0; round < 20; round++) {
        for (String path : List.of("/v1/bet-types", "/v1/bets", "/v1/events")) {
          assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
      }
      // Housekeeping and the replayer work from the start on.
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> neighbour.written() > 500 && worker.ready());
      assertThat(sessionSettings()).isSubsetOf(OF_THE_CLIENT);
      worker.terminate();
      worker.exitCode();
      assertThat(worker.log()).doesNotContain(" ERROR ", "prepared statement", "failed and is");
      assertThat(neighbour.failures()).isEmpty();
    }
  }

  @Test
  void commandsWorkAndLeaveNoLock() throws Exception {
    for (String command :
        List.of(
            "status",
            "bet-types list",
            "bet-types enable totals",
            "bet-types add zz_pooled --shape over_under --db",
            "bet-types check",
            "parked list",
            "schemas",
            "bet-types disable zz_pooled",
            "bet-types rename zz_pooled zz_renamed --plan")) {
      CommandResult result = installation.run(command.split(" ", -1));
      assertThat(result.out() + result.err())
          .as(command)
          .doesNotContain("prepared statement", "Exception");
    }
    assertThat(
            installation.query(
                "SELECT label FROM unnest(enum_range(NULL::bet_type_enum)::text[]) AS label"
                    + " WHERE label = 'zz_pooled'"))
        .isEqualTo("zz_pooled");
    assertThat(sessionSettings()).isSubsetOf(OF_THE_CLIENT);
    assertThat(installation.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
        .isEqualTo("0");
  }

  @Test
  void oneAtATimeChangesWhichBetTypesExist() throws Exception {
    PostgresConfig config = PostgresConfig.from(installation.settings());
    List<String> said = new ArrayList<>();
    try (RolloutTurn turn = RolloutTurn.take(config, Duration.ofSeconds(10), said::add)) {
      for (int i = 0; i < 20; i++) {
        turn.requireHeld();
        turn.catalogue();
      }
      assertThatThrownBy(() -> RolloutTurn.take(config, Duration.ZERO, said::add))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("another session that adds bet types");
    }
    RolloutTurn.take(config, Duration.ofSeconds(10), said::add).close();
  }

  @Test
  void whatNeedsASessionIsRefusedByNameAndWorksBesideThePooler() throws Exception {
    for (String command : List.of("migrate --wait 5s", "bet-types remove player_assists --plan")) {
      CommandResult refused = installation.run(command.split(" ", -1));
      assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(1);
      assertThat(refused.err())
          .contains("a pooler in transaction mode", "set EV_POSTGRES_DIRECT_URL to PostgreSQL");
    }
    CommandResult migrated =
        installation.commands("EV_POSTGRES_DIRECT_URL", direct).run("migrate", "--wait", "5s");
    assertThat(migrated.done().out()).contains("Nothing to apply");
    assertThat(sessionSettings()).isSubsetOf(OF_THE_CLIENT);
  }

  /** Of all sessions that the pooler has: each transaction here holds one. */
  private static Set<String> sessionSettings() throws SQLException {
    Set<String> names = new TreeSet<>();
    List<Connection> open = new ArrayList<>();
    try {
      for (int i = 0; i < SESSIONS - 1; i++) { // a worker needs one meanwhile
        Connection connection = connect();
        open.add(connection);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery("SELECT name FROM pg_settings WHERE source = 'session'")) {
          while (row.next()) {
            names.add(row.getString(1));
          }
        }
      }
    } finally {
      for (Connection connection : open) {
        connection.close();
      }
    }
    return names;
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        pooler.server().jdbcUrl(installation.applicationId()) + "?prepareThreshold=0",
        installation.stack().postgres().user(),
        installation.stack().postgres().password());
  }

  /** Another client of the pool, with the same user and database, which writes all the time. */
  private static final class Neighbour implements AutoCloseable {
    private final List<String> failures = new ArrayList<>();
    private final Thread thread = new Thread(this::write, "neighbour");
    private int written;
    private boolean closed;

    Neighbour() {
      thread.start();
    }

    private void write() {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        while (!isClosed()) {
          try {
            statement.execute("INSERT INTO neighbour VALUES (1)");
            count();
          } catch (SQLException e) {
            note(e);
          }
        }
      } catch (SQLException e) {
        note(e);
      }
    }

    private synchronized void count() {
      written++;
    }

    private synchronized void note(SQLException e) {
      failures.add(e.getSQLState() + " " + e.getMessage());
    }

    private synchronized boolean isClosed() {
      return closed;
    }

    synchronized int written() {
      return written;
    }

    synchronized List<String> failures() {
      return List.copyOf(failures);
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
      }
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
