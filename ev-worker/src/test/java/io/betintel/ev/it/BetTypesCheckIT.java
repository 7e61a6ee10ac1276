package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/**
 * Each surface broken in the real server in turn: the check names it, the worker's metric shows it.
 */
@ExtendWith(LocalStackExtension.class)
final class BetTypesCheckIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Installation installation;
  private WorkerProcess worker;

  @AfterEach
  void close() {
    installation.close();
  }

  private void start(LocalStack stack) throws Exception {
    install(stack);
    worker = installation.start().awaitReady();
  }

  private void install(LocalStack stack) throws Exception {
    installation = Installation.of(stack).with("EV_DRIFT_INTERVAL", "500ms");
  }

  @Test
  void whatIsBrokenIsNamedByTheCheckAndShownByTheWorker(LocalStack stack) throws Exception {
    start(stack);
    // Other tests may have left bet types in the registry, which this database lacks.
    await().atMost(PATIENCE).until(() -> !Double.isNaN(metric("labels")));
    double before = metric("labels");
    installation.execute(
        "INSERT INTO bet_types (name, title, shape) VALUES ('zz_sample', 'x', 'winner')");
    assertNamed("labels: zz_sample is missing in bet_type_enum");
    awaitMetric("labels", before + 1);
    // The database is ahead of the build: that is no reason not to be ready.
    assertThat(worker.ready()).isTrue();

    installation.execute("DELETE FROM bet_types WHERE name = 'zz_sample'");
    assertThat(installation.run("bet-types", "check").out()).doesNotContain("zz_sample");
    awaitMetric("labels", before);
    for (Fault fault : DatabaseFaults.sample()) {
      new FaultWatch(installation, worker).seen(fault);
    }

    followersAreAskedForTheirLabels(MigratedDatabase.create(stack.postgres(), "it_follower"));
  }

  private void followersAreAskedForTheirLabels(String follower) throws Exception {
    installation.execute("CREATE PUBLICATION everything FOR ALL TABLES");
    assertThat(installation.run("bet-types", "enable", "h2h").done().err())
        .startsWith("Warning: Logical replication publishes bet types: everything (")
        .contains("EV_POSTGRES_URL=URL ev-worker bet-types add h2h --label-only");
    assertThat(
            installation.run("bet-types", "enable", "h2h", "--subscriber", follower).done().err())
        .isEmpty();

    installation.execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_copied'");
    installation.execute(
        "INSERT INTO bet_types (name, title, shape) VALUES ('zz_copied', 'x', 'winner')");
    String missing = "subscribers: zz_copied is no label of the subscriber " + follower;
    assertThat(installation.run("bet-types", "check", "--subscriber", follower).out())
        .contains(missing);
    assertThat(
            installation
                .run("bet-types", "enable", "zz_copied", "--subscriber", follower)
                .done()
                .err())
        .startsWith("Warning: Subscriber " + follower + " lacks the label zz_copied.");
    assertThat(
            installation
                .commands("EV_POSTGRES_URL", follower)
                .run("bet-types", "add", "zz_copied", "--label-only")
                .done()
                .out())
        .startsWith("zz_copied: label added at " + follower);
    assertThat(installation.run("bet-types", "check", "--subscriber", follower).out())
        .doesNotContain(missing);
    CommandResult away =
        installation.run("bet-types", "check", "--subscriber", "jdbc:postgresql://127.0.0.1:1/x");
    assertThat(away.err()).contains("No answer from subscriber jdbc:postgresql://127.0.0.1:1/x: ");
  }

  /** One after the other in one installation: each is mended before the next. */
  @Test
  @Tag("full")
  void everySurfaceThatIsBrokenIsNamedByTheCheckAndShownByTheWorker(LocalStack stack)
      throws Exception {
    // Other tests leave subjects of their own behind, and bet types; so does this one.
    stack.registry().wipe();
    try {
      install(stack);
      assertNamed("odds.events-value has compatibility NONE");
      installation.run("schemas").done(); // is the remedy that the check names
      worker = installation.start().awaitReady();
      breakEverySurface();
    } finally {
      stack.registry().wipe();
    }
  }

  private void breakEverySurface() throws Exception {
    assertThat(installation.run("bet-types", "check").done().out()).isEqualTo("All agree\n");
    awaitMetric("labels", 0);
    assertThat(worker.log()).doesNotContain("Bet types have drifted");

    installation.execute(
        "INSERT INTO bet_types (name, title, shape) VALUES ('zz_row', 'x', 'winner')");
    assertDrift("labels", "labels: zz_row is missing in bet_type_enum");
    assertThat(worker.metric("ev_bet_type_drift", "surface=\"build\"")).isEqualTo(1);
    assertThat(worker.metric("ev_bet_type_drift", "surface=\"registry\"")).isEqualTo(1);
    // The database is ahead of the build: that is no reason not to be ready.
    assertThat(worker.ready()).isTrue();
    installation.execute("DELETE FROM bet_types WHERE name = 'zz_row'");
    awaitMetric("labels", 0);

    installation.execute("DELETE FROM bet_types WHERE name = 'player_rebounds'");
    assertDrift("catalogue", "catalogue: player_rebounds is missing in bet_types");
    installation.execute(
        "INSERT INTO bet_types (name, title, shape) VALUES ('player_rebounds','x','over_under')");
    awaitMetric("catalogue", 0);

    // Out of reach for a catalogue that checks its rows: as a newer build would have changed it.
    installation.execute("ALTER TABLE bet_types DROP CONSTRAINT bet_types_min_role_is_known");
    installation.execute("UPDATE bet_types SET min_role = 'vip' WHERE name = 'totals'");
    assertDrift("roles", "roles: totals is for the role vip, which this build does not know");
    installation.execute("UPDATE bet_types SET min_role = 'free' WHERE name = 'totals'");
    awaitMetric("roles", 0);

    installation.execute(
        "INSERT INTO bet_history (line_id, outcome, version, recorded_at, event_id, bet_type,"
            + " settings_version, market_time, valid_until)"
            + " VALUES ('x', 'x', 1, now(), 'x', 'Player_Points', 1, now(), now())");
    assertDrift(
        "rows",
        "rows: Player_Points in bet_history differs from player_points only by case or underscores");
    installation.execute("DELETE FROM bet_history");
    awaitMetric("rows", 0);

    CacheKeys keys = CacheKeys.standard();
    try (RedisClient redis = installation.redis()) {
      redis.sadd(keys.betTypes(), "PlayerPoints");
      assertDrift(
          "cache",
          "cache: PlayerPoints in the cache differs from player_points only by case or underscores");
      redis.srem(keys.betTypes(), "PlayerPoints");
      awaitMetric("cache", 0);
    }

    installation.execute(
        "INSERT INTO worker_heartbeats SELECT 'asleep', catalogue_version - 1, servable, build, host,"
            + " started_at, now() + interval '1 hour' FROM worker_heartbeats");
    assertDrift("workers", "workers: asleep acts on catalogue version");
    installation.execute("DELETE FROM worker_heartbeats WHERE worker_id = 'asleep'");
    awaitMetric("workers", 0);

    // What an enum's default lets pass in every mode of the registry.
    try (SchemaRegistryClient registry = installation.registry()) {
      registry.updateCompatibility(Topics.ODDS_EVENTS_SUBJECT, "FULL_TRANSITIVE");
      registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(without("totals")));
    }
    assertDrift("registry", "registry: totals is missing in odds.events-value");
    assertNamed("odds.events-value has a stray: version 2 does not follow version 1");
    CommandResult plan = installation.run("schemas", "repair", "--plan");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.out())
        .contains("odds.events-value: version 2 does not follow the others.", "has lost totals")
        .contains(
            "do not delete version 2", "Would register after it, as the latest version: h2h,");
    assertThat(installation.run("schemas").done().err())
        .contains("Version 2 of odds.events-value, the latest, does not follow the others");
    // It waits for its turn, and says for whom.
    try (Connection other = installation.database()) {
      other
          .createStatement()
          .execute("SELECT pg_advisory_lock(hashtextextended('ev-worker bet-types add', 0))");
      for (String[] command :
          List.of(
              new String[] {"schemas", "--wait", "1ms"},
              new String[] {"schemas", "repair", "--apply", "--wait", "1ms"})) {
        assertThat(installation.run(command).err())
            .contains("gave up waiting for another session that adds bet types or registers");
      }
      other.createStatement().execute("SELECT pg_advisory_unlock_all()"); // of a pool
    }
    assertThat(installation.run("schemas", "repair", "--apply").done().out())
        .contains("Registered after it, as the latest version: h2h, spreads, totals");
    assertThat(installation.run("schemas", "repair", "--plan").done().out())
        .contains("nothing to repair");
    assertThat(installation.run("bet-types", "check").done().out()).isEqualTo("All agree\n");

    try (SchemaRegistryClient registry = installation.registry()) {
      registry.register("audit-value", new AvroSchema(without("spreads")));
    }
    assertThat(installation.run("bet-types", "check").out())
        .contains("registry: spreads is missing in audit-value");

    // Last: a label cannot be taken away again.
    installation.execute("ALTER TYPE bet_type_enum ADD VALUE 'Player_Points'");
    assertDrift(
        "labels",
        "labels: Player_Points in bet_type_enum differs from player_points only by case or"
            + " underscores");
    assertThat(worker.ready()).isTrue();
    assertThat(
            worker.log().lines().filter(line -> line.contains("Bet types have drifted: ")).count())
        .isBetween(8L, 20L);
    CommandResult json = installation.commands().run("bet-types", "check", "--json");
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(json.out())
        .contains("\"clean\":false")
        .contains("{\"surface\":\"labels\",\"value\":\"Player_Points\"")
        .endsWith("\"could_not_look\":[]}\n");
  }

  @Test
  @Tag("full")
  void whatCannotBeLookedAtIsNamed(LocalStack stack) throws Exception {
    start(stack);
    CommandResult outcome =
        installation.commands("EV_REDIS_URL", "redis://127.0.0.1:1").run("bet-types", "check");

    assertThat(outcome.exitCode()).isIn(1, 2);
    assertThat(outcome.err()).startsWith("No answer from Redis: ");
  }

  private void assertNamed(String line) throws Exception {
    CommandResult check = installation.run("bet-types", "check");
    assertThat(check.exitCode()).as(check.out() + check.err()).isEqualTo(1);
    assertThat(check.out()).contains(line);
  }

  private void assertDrift(String surface, String line) throws Exception {
    assertNamed(line);
    await().atMost(PATIENCE).until(() -> metric(surface) > 0);
  }

  private void awaitMetric(String surface, double value) {
    await().atMost(PATIENCE).until(() -> metric(surface) == value);
  }

  private double metric(String surface) {
    return worker.metric("ev_bet_type_drift", "surface=\"" + surface + "\"");
  }

  private static Schema without(String symbol) {
    Schema schema = Contract.oddsEvent().current();
    List<String> symbols = new ArrayList<>(BetTypeSymbols.of(schema));
    symbols.remove(symbol);
    return BetTypeSymbols.replace(schema, symbols);
  }
}
