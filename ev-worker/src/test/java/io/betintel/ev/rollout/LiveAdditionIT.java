package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.migrations.MigrationPair;
import io.betintel.ev.migrations.Migrator;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class LiveAdditionIT {
  private static final NewBetType FIRST = new NewBetType("zz_first", "First", "over_under");
  private static final NewBetType SECOND = new NewBetType("zz_second", "Second's", "yes_no");
  private static int count;

  private final PostgresServer postgres;
  private final Queue<String> progress = new ConcurrentLinkedQueue<>();
  private String url;
  private Connection other;

  LiveAdditionIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @BeforeEach
  void migrate() throws Exception {
    url = MigratedDatabase.create(postgres, "live_addition_" + count++);
    other = DriverManager.getConnection(url, postgres.user(), postgres.password());
  }

  @AfterEach
  void disconnect() throws Exception {
    other.close();
  }

  @Test
  void labelAndRowAreThereOnceAndTheMigrationsFindThemLater() throws Exception {
    try (Session addition = begin(Duration.ofSeconds(10))) {
      assertThat(addition.apply(List.of(FIRST, SECOND)))
          .isEqualTo(
              new LiveAddition.Result(
                  List.of("zz_first", "zz_second"), List.of("zz_first", "zz_second")));
      assertThat(addition.apply(List.of(FIRST, SECOND)))
          .isEqualTo(new LiveAddition.Result(List.of(), List.of()));
    }
    assertThat(
            query(
                "SELECT title || ' ' || enabled || ' ' || min_role FROM bet_types"
                    + " WHERE name = 'zz_second'"))
        .containsExactly("Second's false admin");
    assertThat(query("SELECT count(*)::text FROM flyway_schema_history WHERE script LIKE '%zz%'"))
        .containsExactly("0");

    for (String migration :
        MigrationPair.of(List.of(FIRST, SECOND), Instant.EPOCH, List.of()).values()) {
      execute("BEGIN;" + migration + "COMMIT");
    }
    assertThat(query("SELECT unnest(enum_range(NULL::bet_type_enum))::text"))
        .endsWith("zz_first", "zz_second");
  }

  @Test
  void threeAtOnceTakeTurnsAndNoneIsLost() throws Exception {
    List<CompletableFuture<LiveAddition.Result>> three = new ArrayList<>();
    for (String name : List.of("zz_a", "zz_b", "zz_c")) {
      three.add(
          CompletableFuture.supplyAsync(
              () -> {
                try (Session addition = begin(Duration.ofSeconds(30))) {
                  return addition.apply(List.of(new NewBetType(name, name, "winner")));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    for (CompletableFuture<LiveAddition.Result> each : three) {
      assertThat(each.get(60, TimeUnit.SECONDS).labels()).hasSize(1);
    }
    assertThat(query("SELECT name FROM bet_types WHERE name LIKE 'zz%' ORDER BY 1"))
        .containsExactly("zz_a", "zz_b", "zz_c");
  }

  @Test
  void oneSessionHasTheTurnAndTheOthersSaySo() throws Exception {
    try (Session first = begin(Duration.ZERO)) {
      assertThatThrownBy(() -> begin(Duration.ZERO))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("another session that adds bet types or registers schemas");
      // Those first that were added first; of one moment, by name.
      first.apply(List.of(SECOND));
      assertThat(first.turn().catalogue()).endsWith("zz_second").contains("h2h");
    }
    begin(Duration.ZERO).close();
  }

  @Test
  void aTransactionThatHoldsTheTypeIsNamedAndWaitedFor() throws Exception {
    other.setAutoCommit(false);
    execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_held'");

    try (Session addition = begin(Duration.ZERO)) {
      assertThat(addition.warnings())
          .singleElement()
          .asString()
          .startsWith("Another session holds the type's lock: process ")
          .contains("idle in transaction", "ADD VALUE 'zz_held'", "pg_terminate_backend");
      assertThatThrownBy(() -> addition.apply(List.of(FIRST)))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("Nothing was changed: gave up waiting for the type's lock, held")
          .hasMessageContaining("zz_held");
    }
    CompletableFuture<LiveAddition.Result> waits =
        CompletableFuture.supplyAsync(
            () -> {
              try (Session addition = begin(Duration.ofSeconds(30))) {
                return addition.apply(List.of(FIRST));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(() -> progress.stream().anyMatch(line -> line.startsWith("Waiting for the")));
    other.rollback();

    assertThat(waits.get(30, TimeUnit.SECONDS).labels()).containsExactly("zz_first");
    other.setAutoCommit(true);
    assertThat(query("SELECT name FROM bet_types WHERE name LIKE 'zz%'"))
        .containsExactly("zz_first");
  }

  @Test
  void labelAndRowAreOneTransaction() throws Exception {
    // The row cannot be written: nor is the label.
    execute("ALTER TABLE bet_types ADD CONSTRAINT none CHECK (name <> 'zz_second') NOT VALID");

    try (Session addition = begin(Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> addition.apply(List.of(FIRST, SECOND))).hasMessageContaining("none");
    }
    assertThat(query("SELECT unnest(enum_range(NULL::bet_type_enum))::text"))
        .doesNotContain("zz_first", "zz_second");
  }

  @Test
  void nearDuplicatesOfLabelsAndRowsAreFound() throws Exception {
    execute("ALTER TYPE bet_type_enum ADD VALUE 'ZZ_First'");

    try (Session addition = begin(Duration.ofSeconds(5))) {
      assertThat(
              addition.nearDuplicates(
                  List.of(FIRST, SECOND, new NewBetType("playerpoints", "x", "winner"))))
          .containsExactly(
              "zz_first differs only by case or underscores from the label ZZ_First, which the"
                  + " database has",
              "playerpoints differs only by case or underscores from the row player_points, which"
                  + " the database has");
    }
  }

  @Test
  void whatElseUsesTheTypeIsNamedBeforeALabelIsAdded() throws Exception {
    execute(
        """
        CREATE TABLE picks (bet_type bet_type_enum, more bet_type_enum[]);
        CREATE FUNCTION label_of(bet_type_enum) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
        CREATE PUBLICATION analytics FOR TABLE bets
        """);

    try (Session addition = begin(Duration.ofSeconds(5))) {
      assertThat(addition.warnings())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith("Logical replication publishes bet types: analytics")
                      .contains("Add the label on every subscriber first"),
              line -> assertThat(line).startsWith("Other columns have the type: picks.bet_type"),
              line ->
                  assertThat(line).startsWith("Functions use the type: label_of(bet_type_enum)"));
    }
    // A migration that adds a label says the same.
    execute("DELETE FROM flyway_schema_history WHERE script LIKE '%player_rebounds_label.sql'");
    migrator().migrate(Duration.ofSeconds(30));
    assertThat(progress).anyMatch(line -> line.contains("picks.bet_type; picks.more"));
  }

  @Test
  void anUntouchedDatabaseGivesNothingToKnow() throws Exception {
    try (Session addition = begin(Duration.ofSeconds(5))) {
      assertThat(addition.warnings()).isEmpty();
    }
  }

  private Session begin(Duration patience) throws Exception {
    return new Session(
        RolloutTurn.take(
            new PostgresConfig(url, postgres.user(), postgres.password(), 2),
            patience,
            progress::add));
  }

  /** An addition with its turn. */
  private record Session(RolloutTurn turn) implements AutoCloseable {
    LiveAddition.Result apply(List<NewBetType> betTypes) throws Exception {
      return new LiveAddition(turn).apply(betTypes);
    }

    List<String> warnings() throws Exception {
      return new LiveAddition(turn).warnings();
    }

    List<String> nearDuplicates(List<NewBetType> betTypes) throws Exception {
      return new LiveAddition(turn).nearDuplicates(betTypes);
    }

    @Override
    public void close() throws SQLException {
      turn.close();
    }
  }

  private Migrator migrator() {
    return new Migrator(
        url,
        postgres.user(),
        postgres.password(),
        failures -> Duration.ofMillis(200),
        progress::add);
  }

  private void execute(String sql) throws Exception {
    try (Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> query(String sql) throws Exception {
    try (Statement statement = other.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }
}
