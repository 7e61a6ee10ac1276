package io.betintel.ev.bettype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class PostgresBetTypeCatalogIT {
  private static final BetType H2H = new BetType("h2h");
  private static final BetType STEALS = new BetType("zz_steals");

  private final LocalStack stack;
  private final MigratedDatabase database;
  private PostgresBetTypeCatalog catalog;

  PostgresBetTypeCatalogIT(LocalStack stack) {
    this.stack = stack;
    database = new MigratedDatabase(stack.postgres());
    catalog = catalog(database.pool());
  }

  @AfterEach
  void close() {
    catalog.close();
    database.close();
  }

  @Test
  void readsTheCatalogueAndAcknowledgesIt() throws InterruptedException {
    assertThatThrownBy(catalog::current).isInstanceOf(IllegalStateException.class);
    catalog.start();
    Catalog first = catalog.awaitFirst();

    assertThat(first.version()).isEqualTo(4);
    assertThat(first.find(H2H)).hasValueSatisfying(entry -> assertThat(entry.servable()).isTrue());
    assertThat(first.find(new BetType("player_assists")))
        .hasValueSatisfying(
            entry -> {
              assertThat(entry.labelled()).isTrue();
              assertThat(entry.servable()).isFalse();
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
    assertThat(catalog.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void changeIsSeenToldAndAcknowledged() throws InterruptedException {
    Queue<Long> told = new ConcurrentLinkedQueue<>();
    catalog.onChange(changed -> told.add(changed.version()));
    catalog.start();
    catalog.awaitFirst();

    database.execute("UPDATE bet_types SET enabled = false WHERE name = 'h2h'");

    await().until(() -> !catalog.current().find(H2H).orElseThrow().servable());
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
    catalog.start();
    assertThat(catalog.awaitFirst().find(STEALS).orElseThrow().servable()).isFalse();

    database.execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_steals'");

    await().until(() -> catalog.current().find(STEALS).orElseThrow().servable());
    await()
        .until(
            () ->
                database
                    .query("SELECT servable::text FROM worker_heartbeats")
                    .contains("zz_steals"));
  }

  @Test
  void settingsThatCannotBeReadLeaveThePreviousOnesAndTheOtherTypesAlone()
      throws InterruptedException {
    database.execute("UPDATE bet_types SET settings = '{\"take\": 0.07}' WHERE name = 'h2h'");
    database.execute(
        "INSERT INTO bet_types (name, title, shape, enabled, settings) VALUES"
            + " ('player_points_alternate', 'x', 'over_under', true, '{\"take\": \"high\"}')");
    catalog.start();
    catalog.awaitFirst();
    assertThat(
            catalog.current().find(new BetType("player_points_alternate")).orElseThrow().servable())
        .isFalse();

    database.execute("UPDATE bet_types SET settings = '{\"take\": -1}' WHERE name = 'h2h'");
    database.execute("UPDATE bet_types SET enabled = false WHERE name = 'totals'");

    await().until(() -> !catalog.current().find(new BetType("totals")).orElseThrow().servable());
    CatalogEntry h2h = catalog.current().find(H2H).orElseThrow();
    assertThat(h2h.servable()).isTrue();
    assertThat(h2h.settings().take()).isEqualTo(0.07);
    assertThat(h2h.settingsVersion()).isEqualTo(2);
  }

  @Test
  void lastCatalogueIsKeptWhileTheDatabaseIsAway() throws InterruptedException {
    catalog.start();
    Catalog before = catalog.awaitFirst();
    stack.postgres().stop();
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> catalog.check().status() == Check.Status.WAITING);
      assertThat(catalog.check().detail()).startsWith("keeping version 4 since the database is");
      assertThat(catalog.current()).isEqualTo(before);
    } finally {
      stack.postgres().start();
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> catalog.check().status() == Check.Status.UP);
  }

  @Test
  void databaseThatIsNotMigratedIsWaitedForAndSaidSo() throws InterruptedException {
    String url = stack.postgres().createDatabase("catalogue_empty");
    try (var pool =
            PostgresPool.of(
                new PostgresConfig(url, stack.postgres().user(), stack.postgres().password(), 2),
                "test");
        var waiting = catalog(pool)) {
      waiting.start();
      await().until(() -> waiting.check().detail().contains("run ev-worker migrate"));
      assertThat(waiting.check().status()).isEqualTo(Check.Status.WAITING);
    }
  }

  @Test
  void workerThatLeavesIsWaitedForByNobody() throws InterruptedException {
    catalog.start();
    catalog.awaitFirst();
    await().until(() -> database.query("SELECT count(*) FROM worker_heartbeats").equals("1"));

    catalog.close();
    assertThat(database.query("SELECT count(*) FROM worker_heartbeats")).isEqualTo("0");
  }

  private static PostgresBetTypeCatalog catalog(DataSource dataSource) {
    return new PostgresBetTypeCatalog(
        dataSource,
        new CatalogConfig(Duration.ofMillis(50), Duration.ofMillis(500)),
        new WorkerIdentity("w1", "1.2.3", "here", Instant.parse("2026-11-01T12:00:00Z")),
        new SettingsJson(
            Set.of("multiplicative"), Set.of("multiplicative"), Set.of("devig_then_average")));
  }
}
