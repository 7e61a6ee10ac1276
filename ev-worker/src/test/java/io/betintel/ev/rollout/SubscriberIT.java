package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.codec.Registration;
import io.betintel.ev.codec.Registration.Outcome;
import io.betintel.ev.drift.Replication;
import io.betintel.ev.drift.ReplicationSlot;
import io.betintel.ev.drift.Subscriber;
import io.betintel.ev.migrations.MigrationException;
import io.betintel.ev.migrations.Migrator;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.localstack.LonePostgres;
import io.betintel.localstack.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The playbook's order for logical subscribers, between two real servers. */
final class SubscriberIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final NewBetType STEALS = new NewBetType("zz_steals", "Steals", "over_under");
  private static final NewBetType BLOCKS = new NewBetType("zz_blocks", "Blocks", "over_under");

  private final List<String> said = new ArrayList<>();
  private LonePostgres publisher;
  private LonePostgres subscriber;

  @BeforeEach
  void replicateEverything() throws Exception {
    publisher = start("publisher");
    subscriber = start("subscriber");
    migrate(publisher.server());
    migrate(subscriber.server());
    execute(
        publisher.server(),
        "CREATE PUBLICATION everything FOR ALL TABLES WITH (publish_via_partition_root = true)");
    // As the playbook says: a subscriber's own rows would collide with the publisher's.
    execute(
        subscriber.server(),
        """
        SET session_replication_role = replica;
        TRUNCATE bet_types, bet_types_version, flyway_schema_history;
        SET session_replication_role = origin
        """);
    execute(
        subscriber.server(),
        "CREATE SUBSCRIPTION copy CONNECTION 'host=127.0.0.1 port=%s dbname=ev user=%s password=%s'"
                .formatted(
                    publisher.server().address().split(":", 2)[1],
                    publisher.server().user(),
                    publisher.server().password())
            + " PUBLICATION everything");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "0"
                    .equals(
                        query(
                            subscriber.server(),
                            "SELECT count(*) FROM pg_subscription_rel WHERE srsubstate <> 'r'")));
  }

  @AfterEach
  void stop() {
    for (LonePostgres server : new LonePostgres[] {subscriber, publisher}) {
      if (server != null) {
        server.close();
      }
    }
  }

  @Test
  void theLabelOnTheSubscriberFirstAndThenThePublisherKeepsReplicationGoing() throws Exception {
    // What the publisher can know, and what only the subscriber does.
    Subscriber asked = Subscriber.at(url(subscriber.server()), config(publisher.server()));
    try (Connection connection = connect(publisher.server())) {
      Replication seen = Replication.read(connection);
      assertThat(seen.publications())
          .singleElement()
          .asString()
          .startsWith("everything (")
          .contains("bet_types", "bets");
      assertThat(seen.slots()).extracting(ReplicationSlot::name).containsExactly("copy");
      assertThat(seen.inactive()).isEmpty();
    }
    assertThat(asked.labels()).contains("h2h").doesNotContain("zz_steals");

    // The subscriber refuses what would collide, and says what to run.
    assertThatThrownBy(() -> addTo(subscriber.server(), STEALS))
        .isInstanceOf(AdditionRefusal.class)
        .hasMessageContaining("by the subscription copy (bet_types)")
        .hasMessageContaining("bet-types add NAME --label-only");

    assertThat(addLabel("zz_steals", true)).containsExactly("zz_steals");
    assertThat(asked.labels()).doesNotContain("zz_steals");
    assertThat(addLabel("zz_steals", false)).containsExactly("zz_steals");
    assertThat(addLabel("zz_steals", false)).isEmpty();
    assertThat(asked.labels()).contains("zz_steals");
    assertThatThrownBy(() -> addLabel("zzsteals", false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("zzsteals differs only by case or underscores from the label");

    addTo(publisher.server(), STEALS);
    assertThat(said)
        .anyMatch(
            line ->
                line.startsWith("Logical replication publishes bet types: everything")
                    && line.contains("--label-only"));
    store("zz_steals");
    awaitStored("zz_steals");
    assertThat(query(subscriber.server(), "SELECT title FROM bet_types WHERE name = 'zz_steals'"))
        .isEqualTo("Steals");

    // A migration on the publisher arrives as a row; here there is nothing left to apply, or it is
    // refused: never a collision.
    execute(
        publisher.server(),
        "DELETE FROM flyway_schema_history WHERE script LIKE '%player_rebounds_label.sql'");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "0"
                    .equals(
                        query(
                            subscriber.server(),
                            "SELECT count(*) FROM flyway_schema_history"
                                + " WHERE script LIKE '%player_rebounds_label.sql'")));
    assertThatThrownBy(() -> migrate(subscriber.server()))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("copy (bet_types), copy (flyway_schema_history)")
        .hasMessageContaining("player rebounds label");
    migrate(publisher.server());
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try {
                migrate(subscriber.server());
                return true;
              } catch (MigrationException e) {
                return false;
              }
            });

    // The wrong order: the subscriber stops. The label there, and it goes on by itself.
    addTo(publisher.server(), BLOCKS);
    store("zz_blocks");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (Connection connection = connect(publisher.server())) {
                return !Replication.read(connection).inactive().isEmpty();
              }
            });
    addLabel("zz_blocks", false);
    awaitStored("zz_blocks");
  }

  private void addTo(PostgresServer server, NewBetType betType) throws Exception {
    try (RolloutTurn turn = RolloutTurn.take(config(server), PATIENCE, said::add)) {
      new LiveRollout(
              new LiveAddition(turn),
              (symbols, look) -> new Registration("s", Outcome.PRESENT, 1, 1, List.of()),
              said::add)
          .add(List.of(betType), false);
    }
  }

  private List<String> addLabel(String name, boolean dryRun) throws Exception {
    try (RolloutTurn turn = RolloutTurn.take(config(subscriber.server()), PATIENCE, said::add)) {
      return new LabelAddition(turn).add(List.of(name), dryRun);
    }
  }

  private void store(String betType) throws SQLException {
    execute(
        publisher.server(),
        """
        INSERT INTO bets (line_id, outcome, event_id, bet_type, offers, reference_books, method,
                          consensus, settings_version, market_time, valid_until, recorded_at,
                          version)
        VALUES ('%1$s', 'x', 'x', '%1$s', '[]', '[]', 'shin', 'x', 1, now(), now(), now(), 1)
        """
            .formatted(betType));
  }

  private void awaitStored(String betType) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "1"
                    .equals(
                        query(
                            subscriber.server(),
                            "SELECT count(*) FROM bets WHERE bet_type::text = '%s'"
                                .formatted(betType))));
  }

  private static LonePostgres start(String name) {
    LonePostgres server =
        LonePostgres.start(
            Path.of(System.getProperty("ev.it.directory", "target/it"), "postgres-" + name),
            "wal_level=logical",
            "wal_retrieve_retry_interval=200ms");
    server.server().createDatabase("ev");
    return server;
  }

  private static void migrate(PostgresServer server) throws InterruptedException {
    new Migrator(
            url(server), server.user(), server.password(), n -> Duration.ofMillis(100), line -> {})
        .migrate(PATIENCE);
  }

  private static String url(PostgresServer server) {
    return server.jdbcUrl("ev");
  }

  private static PostgresConfig config(PostgresServer server) {
    return new PostgresConfig(url(server), server.user(), server.password(), 2);
  }

  private static Connection connect(PostgresServer server) throws SQLException {
    return DriverManager.getConnection(url(server), server.user(), server.password());
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
