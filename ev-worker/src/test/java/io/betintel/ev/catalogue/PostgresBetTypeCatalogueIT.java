package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.bettype.Role;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.WorkerIdentity;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class PostgresBetTypeCatalogueIT {
  private static final BetType H2H = new BetType("h2h");
  private static final BetType STEALS = new BetType("zz_steals");

  private final LocalStack stack;
  private final MigratedDatabase database;
  private PostgresBetTypeCatalogue catalogue;

  PostgresBetTypeCatalogueIT(LocalStack stack) {
    this.stack = stack;
    database = new MigratedDatabase(stack.postgres());
    catalogue = catalogue(database.pool());
  }

  @AfterEach
  void close() {
    catalogue.close();
    database.close();
  }

  @Test
  void readsTheCatalogueAndAcknowledgesIt() throws InterruptedException {
    assertThatThrownBy(catalogue::current).isInstanceOf(IllegalStateException.class);
    catalogue.start();
    Catalogue first = catalogue.awaitFirst();

    assertThat(first.version()).isEqualTo(4);
    assertThat(first.find(H2H)).hasValueSatisfying(entry -> assertThat(entry.isServed()).isTrue());
    assertThat(first.find(new BetType("player_assists")))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.labelled()).isTrue();
              assertThat(entry.isServed()).isFalse();
              assertThat(entry.minRole()).isEqualTo(Role.ADMIN);
            });
    await()
        .untilAsserted(
            () ->
                assertThat(
                        database.query(
                            "SELECT worker_id, catalogue_version, servable, build, host"
                                + " FROM worker_heartbeats"))
                    .isEqualTo("w1|4|{h2h,player_points,spreads,totals}|1.2.3|here"));
    assertThat(catalogue.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void changeIsSeenToldAndAcknowledged() throws InterruptedException {
    Queue<Long> told = new ConcurrentLinkedQueue<>();
    catalogue.onChange(changed -> told.add(changed.version()));
    catalogue.start();
    catalogue.awaitFirst();

    database.execute("UPDATE bet_types SET enabled = false WHERE name = 'h2h'");

    await().until(() -> !catalogue.current().find(H2H).orElseThrow().isServed());
    await()
        .until(
            () ->
                database
                    .query("SELECT catalogue_version, servable FROM worker_heartbeats")
                    .equals("5|{player_points,spreads,totals}"));
    assertThat(told).containsExactly(4L, 5L);
  }

  @Test
  void labelAloneMakesATypeServable() throws InterruptedException {
    database.execute(
        "INSERT INTO bet_types (name, title, shape, enabled)"
            + " VALUES ('zz_steals', 'Steals', 'over_under', true)");
    catalogue.start();
    assertThat(catalogue.awaitFirst().find(STEALS).orElseThrow().isServed()).isFalse();

    database.execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_steals'");

    await().until(() -> catalogue.current().find(STEALS).orElseThrow().isServed());
    await()
        .until(
            () ->
                database
                    .query("SELECT servable::text FROM worker_heartbeats")
                    .contains("zz_steals"));
  }

  @Test
  void rowThatIsNotUnderstoodIsNotServedAndLeavesTheOtherTypesAlone() throws InterruptedException {
    database.execute(
        "INSERT INTO bet_types (name, title, shape, enabled, settings) VALUES"
            + " ('player_points_alternate', 'x', 'over_under', true, '{\"take\": \"high\"}')");
    database.execute("ALTER TYPE bet_type_enum ADD VALUE 'player_points_alternate'");
    database.execute("UPDATE bet_types SET settings = '{\"take\": 0.07}' WHERE name = 'h2h'");
    catalogue.start();
    Catalogue first = catalogue.awaitFirst();
    assertThat(first.served(new BetType("player_points_alternate")))
        .isEqualTo(Served.SETTINGS_NOT_UNDERSTOOD);
    assertThat(first.find(H2H).orElseThrow().settings().take()).isEqualTo(0.07);

    // A worker that understood the row before says the same as one that starts now.
    database.execute("UPDATE bet_types SET settings = '{\"take\": -1}' WHERE name = 'h2h'");

    await().until(() -> catalogue.current().served(H2H) == Served.SETTINGS_NOT_UNDERSTOOD);
    assertThat(catalogue.current().served(new BetType("totals"))).isEqualTo(Served.SERVED);
    assertThat(catalogue.current().find(H2H).orElseThrow().complaint())
        .isEqualTo("take is -1: accepted is a fraction above 0");
    assertThat(catalogue.last().on(H2H)).as("the flag is another matter").isTrue();

    database.execute("UPDATE bet_types SET settings = '{\"take\": 0.08}' WHERE name = 'h2h'");
    await().until(() -> catalogue.current().served(H2H) == Served.SERVED);
    CatalogueEntry h2h = catalogue.current().find(H2H).orElseThrow();
    assertThat(h2h.settings().take()).isEqualTo(0.08);
    assertThat(h2h.settingsVersion()).isEqualTo(4);
  }

  @Test
  void lastCatalogueIsKeptWhileTheDatabaseIsAway() throws InterruptedException {
    catalogue.start();
    Catalogue before = catalogue.awaitFirst();
    stack.postgres().stop();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> catalogue.check().status() == Check.Status.WAITING);
      assertThat(catalogue.check().detail()).startsWith("keeping version 4 since the database is");
      assertThat(catalogue.current()).isEqualTo(before);
    } finally {
      stack.postgres().start();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> catalogue.check().status() == Check.Status.UP);
  }

  @Test
  void databaseThatIsNotMigratedIsWaitedForAndSaidSo() throws InterruptedException {
    String url = stack.postgres().createDatabase("catalogue_empty");
    try (var pool =
            PostgresPool.of(
                new PostgresConfig(url, stack.postgres().user(), stack.postgres().password(), 2),
                "test");
        var waiting = catalogue(pool)) {
      waiting.start();
      await().until(() -> waiting.check().detail().contains("run ev-worker migrate"));
      assertThat(waiting.check().status()).isEqualTo(Check.Status.WAITING);
    }
  }

  @Test
  void workerThatLeavesIsNotWaitedFor() throws InterruptedException {
    catalogue.start();
    catalogue.awaitFirst();
    await().until(() -> database.query("SELECT count(*) FROM worker_heartbeats").equals("1"));

    catalogue.close();
    assertThat(database.query("SELECT count(*) FROM worker_heartbeats")).isEqualTo("0");
  }

  private static PostgresBetTypeCatalogue catalogue(DataSource dataSource) {
    return new PostgresBetTypeCatalogue(
        dataSource,
        new CatalogueConfig(Duration.ofMillis(50), Duration.ofMillis(500)),
        Optional.of(
            new WorkerIdentity("w1", "1.2.3", "here", Instant.parse("2026-11-01T12:00:00Z"))));
  }
}
