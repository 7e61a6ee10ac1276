package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.migrations.MigrationException;
import io.betintel.ev.migrations.Migrator;
import io.betintel.ev.rollout.RefusedException;
import io.betintel.ev.rollout.RolloutTurn;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run among other sessions: operators, readers, migrations, the server's settings. */
@ExtendWith(LocalStackExtension.class)
final class RestructureNeighboursIT {
  private static final Watch SILENT = new SilentWatch();
  private static final int ROWS = 4_000;
  private static int count;

  private final PostgresServer postgres;
  private RestructureDatabase database;

  RestructureNeighboursIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @BeforeEach
  void fill() throws Exception {
    database = new RestructureDatabase(postgres, "neighbours_" + count++, ROWS);
  }

  @AfterEach
  void disconnect() throws Exception {
    database.close();
  }

  @Test
  void twoOperatorsExcludeEachOther() throws Exception {
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);
    Target target = new Target(reversed, Map.of());
    try (RestructureDatabase.Run first =
        database.begin(new KillingWatch(database, Step.VALIDATE))) {
      assertThatThrownBy(() -> RolloutTurn.take(database.config(), Duration.ZERO, line -> {}))
          .isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> first.restructure().run(restructure(target), false))
          .isInstanceOf(SQLException.class);
    }
    try (RestructureDatabase.Run second = database.begin(SILENT)) {
      assertThatThrownBy(
              () ->
                  second
                      .restructure()
                      .run(
                          new Request(
                              Kind.REMOVE,
                              "player_rebounds",
                              Target.without(database.labels(), "player_rebounds", null)),
                          false))
          .hasMessageContaining("another one is under way: restructure of bet_type_enum")
          .hasMessageContaining("--resume");
      // The same request goes on.
      assertThat(second.restructure().run(restructure(target), false)).isTrue();
    }
    assertThat(database.labels()).isEqualTo(reversed);
  }

  @Test
  void aRunWhoseTurnIsLostChangesNothingMore() throws Exception {
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);
    RestructureDatabase.Run[] slow = new RestructureDatabase.Run[1];
    Watch losing =
        new SilentWatch() {
          @Override
          public void step(Step step) {
            if (step == Step.INDEX) {
              try {
                slow[0].turn().close();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        };
    try (RestructureDatabase.Run run = database.begin(losing)) {
      slow[0] = run;
      assertThatThrownBy(
              () -> run.restructure().run(restructure(new Target(reversed, Map.of())), false))
          .isInstanceOf(SQLException.class);
    }
    assertThat(database.labels()).isNotEqualTo(reversed);
  }

  @Test
  void theSwapWaitsForALongReaderAndSaysForWhom() throws Exception {
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);
    List<String> waits = Collections.synchronizedList(new ArrayList<>());
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      Watch watch =
          new SilentWatch() {
            @Override
            public void step(Step step) {
              if (step == Step.SWAP) {
                begin(reader, statement);
              }
            }

            @Override
            public void waiting(String forWhat) {
              waits.add(forWhat);
              end(reader);
            }
          };
      try (RestructureDatabase.Run run = database.begin(watch)) {
        assertThat(run.restructure().run(restructure(new Target(reversed, Map.of())), false))
            .isTrue();
      }
    }
    assertThat(waits)
        .singleElement()
        .asString()
        .startsWith("the swap waits for process ")
        .contains("idle in transaction", "count(*)");
    assertThat(database.labels()).isEqualTo(reversed);
  }

  @Test
  void migrationsThatAddALabelWaitForIt() throws Exception {
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);
    // As if the migration that adds a label were new.
    database.execute("DELETE FROM flyway_schema_history WHERE script LIKE '%rebounds_label.sql'");
    try (RestructureDatabase.Run run = database.begin(new KillingWatch(database, Step.VALIDATE))) {
      assertThatThrownBy(
              () -> run.restructure().run(restructure(new Target(reversed, Map.of())), false))
          .isInstanceOf(SQLException.class);
    }

    assertThatThrownBy(() -> migrate(Duration.ZERO))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("the labels are being changed (restructure of bet_type_enum by")
        .hasMessageContaining("--abort");

    try (RestructureDatabase.Run run = database.begin(SILENT)) {
      run.restructure().abort();
    }
    assertThat(migrate(Duration.ofSeconds(20)).applied())
        .singleElement()
        .asString()
        .endsWith("player rebounds label");
  }

  private Migrator.Report migrate(Duration patience) throws InterruptedException {
    return new Migrator(
            database.url(),
            postgres.user(),
            postgres.password(),
            failures -> Duration.ofMillis(200),
            waiting -> {})
        .migrate(patience);
  }

  @Test
  void timeoutsOfADatabaseDoNotEndIt() throws Exception {
    String alter = "ALTER DATABASE " + database.query("SELECT current_database()").get(0) + " SET ";
    int version = database.connection().getMetaData().getDatabaseMajorVersion();
    database.execute(
        alter + "statement_timeout = '500ms'",
        alter + "lock_timeout = '1ms'",
        alter + "idle_in_transaction_session_timeout = '500ms'");
    if (version >= 14) {
      database.execute(alter + "idle_session_timeout = '500ms'");
    }
    if (version >= 17) {
      database.execute(alter + "transaction_timeout = '500ms'");
    }
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);
    Watch slow =
        new SilentWatch() {
          @Override
          public void step(Step step) {
            if (step == Step.INDEX) {
              pause();
            }
          }

          @Override
          public void locked() {
            pause();
          }

          private void pause() {
            try {
              Thread.sleep(700);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };

    try (RestructureDatabase.Run run = database.begin(slow)) {
      assertThat(run.restructure().run(restructure(new Target(reversed, Map.of())), false))
          .isTrue();
    }

    assertThat(database.labels()).isEqualTo(reversed);
  }

  @Test
  void anIndexThatSomebodyCancelsIsBuiltAgain() throws Exception {
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);
    List<String> before = database.picture();
    try (Connection reader = database.connect();
        Statement statement = reader.createStatement()) {
      Watch cancelling =
          new SilentWatch() {
            @Override
            public void step(Step step) {
              if (step == Step.INDEX) {
                begin(reader, statement);
                new Thread(RestructureNeighboursIT.this::cancelTheIndex, "cancels").start();
              }
            }
          };
      try (RestructureDatabase.Run run = database.begin(cancelling)) {
        assertThatThrownBy(
                () -> run.restructure().run(restructure(new Target(reversed, Map.of())), false))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("canceling statement due to user request");
      }
      end(reader);
    }
    assertThat(database.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
        .as("half built")
        .containsExactly("1");

    try (RestructureDatabase.Run run = database.begin(SILENT)) {
      run.restructure().resume();
    }

    assertThat(database.labels()).isEqualTo(reversed);
    assertThat(database.picture())
        .filteredOn(line -> line.startsWith("index "))
        .isEqualTo(before.stream().filter(line -> line.startsWith("index ")).toList());
  }

  /** While a reader keeps the build waiting. */
  private void cancelTheIndex() {
    try (Connection connection = database.connect()) {
      boolean cancelled = false;
      for (int i = 0; i < 1_000 && !cancelled; i++) {
        cancelled =
            Rows.isTrue(
                connection,
                "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname ="
                    + " current_database() AND query LIKE 'CREATE%INDEX%' AND wait_event_type ="
                    + " 'Lock' AND application_name = '"
                    + Sessions.NAME
                    + "'");
        Thread.sleep(10);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aQueueOfSessionsThatWaitPausesIt() throws Exception {
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);
    List<String> waits = Collections.synchronizedList(new ArrayList<>());
    List<Thread> queue = new ArrayList<>();
    try (Connection first = database.connect()) {
      Watch watch =
          new SilentWatch() {
            @Override
            public void step(Step step) {
              if (step == Step.BACKFILL) {
                lock(first);
                for (int i = 0; i < 4; i++) {
                  queue.add(new Thread(RestructureNeighboursIT.this::waitInTheQueue, "queue"));
                }
                queue.forEach(Thread::start);
                await("SELECT count(*) = 4 FROM pg_locks WHERE NOT granted");
              }
            }

            @Override
            public void waiting(String forWhat) {
              await("SELECT brake = '" + forWhat + "' FROM restructures WHERE outcome IS NULL");
              waits.add(forWhat);
              end(first);
            }
          };
      try (RestructureDatabase.Run run = database.begin(watch)) {
        assertThat(run.restructure().run(restructure(new Target(reversed, Map.of())), false))
            .isTrue();
      }
    }
    for (Thread each : queue) {
      each.join(10_000);
    }
    assertThat(waits).containsExactly("4 sessions wait for locks on bets");
    assertThat(database.labels()).isEqualTo(reversed);
  }

  private void waitInTheQueue() {
    try (Connection connection = database.connect()) {
      lock(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does not conflict with what fills rows, but with itself. */
  private static void lock(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE bets IN SHARE UPDATE EXCLUSIVE MODE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(String question) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> database.query(question).equals(List.of("t")));
  }

  private static void begin(Connection reader, Statement statement) {
    try {
      if (reader.getAutoCommit()) {
        reader.setAutoCommit(false);
        statement.execute("SELECT count(*) FROM bets");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void end(Connection reader) {
    try {
      reader.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Request restructure(Target target) {
    return new Request(Kind.RESTRUCTURE, "bet_type_enum", target);
  }
}
