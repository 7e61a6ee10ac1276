package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.codec.SchemaRegistrar;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.harness.Build;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Commands;
import io.betintel.ev.harness.FreshCheckout;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ev-worker bet-types add}, as processes beside a running worker. */
@ExtendWith(LocalStackExtension.class)
final class BetTypesAddIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Installation installation;
  private static WorkerProcess worker;

  @BeforeAll
  static void start(LocalStack stack) throws Exception {
    installation = Installation.of(stack);
    worker = installation.start().awaitReady();
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void anAddedTypeIsPricedByTheRunningWorkerAsSoonAsItIsEnabled() throws Exception {
    CommandResult added =
        installation
            .commands()
            .run("bet-types", "add", "zz_priced", "--db", "--shape", "over_under");

    assertThat(added.done().out())
        .contains("zz_priced: label added, row added, disabled, for admins only")
        .contains(Topics.ODDS_EVENTS_SUBJECT + " registered, version ");
    assertThat(
            installation
                .run("bet-types", "add", "zz_priced", "--db", "--shape", "over_under")
                .done()
                .out())
        .contains("zz_priced: label was there, row was there")
        .contains(Topics.ODDS_EVENTS_SUBJECT + " nothing to add");
    installation.run("bet-types", "enable", "zz_priced", "--wait").done();
    new Producers(installation)
        .send(
            Producers.Choice.KEY,
            List.of(quote("zz_priced", "pinnacle"), quote("zz_priced", "betmgm")));

    await().atMost(PATIENCE).until(() -> priced("zz_priced").equals("2"));
    assertThat(worker.ready()).isTrue();
    // A build that does not have the symbol is rolled out again, or rolled back: nothing to do.
    assertThat(installation.run("schemas").done().out()).contains("already registered");
    assertThat(installation.run("schemas", "diff").done().out())
        .contains("odds.events-value: nothing new")
        .contains("kept, though this build lacks it: ")
        .contains("zz_priced");
    assertThat(installation.run("migrate").done().out()).startsWith("Nothing to apply");
  }

  @Test
  @Tag("full")
  void theBuildBeforeStartsBesideAnAddedTypeAndChangesNothing() throws Exception {
    installation.run("bet-types", "add", "zz_later", "--db", "--shape", "over_under").done();
    installation.run("bet-types", "enable", "zz_later", "--wait").done();
    new Producers(installation).send(Producers.Choice.KEY, List.of(quote("zz_later", "pinnacle")));
    await().atMost(PATIENCE).until(() -> !priced("zz_later").equals("0"));

    WorkerProcess previous = installation.start(Build.PREVIOUS).awaitReady();
    assertThat(installation.commands(Build.PREVIOUS).run("migrate").done().out())
        .startsWith("Nothing to apply");
    assertThat(installation.commands(Build.PREVIOUS).run("schemas").done().out())
        .contains("already registered");
    previous.terminate();
    previous.exitCode();
  }

  @Test
  @Tag("full")
  void threeAtOnceAreAllThereAndNoneOvertakesAnother() throws Exception {
    List<CompletableFuture<CommandResult>> three = new ArrayList<>();
    for (String name : List.of("zz_one", "zz_two", "zz_three")) {
      three.add(inBackground("bet-types", "add", name, "--db", "--shape", "yes_no"));
    }
    for (CompletableFuture<CommandResult> each : three) {
      each.get(90, TimeUnit.SECONDS).done();
    }

    assertThat(
            installation.query(
                "SELECT count(*) FROM bet_types WHERE name IN ('zz_one','zz_two','zz_three')"))
        .isEqualTo("3");
    assertThat(registered()).contains("zz_one", "zz_two", "zz_three");
  }

  @Test
  @Tag("full")
  void aLongTransactionThatHoldsTheTypeIsWaitedForAndNamed() throws Exception {
    try (Connection holder = installation.database()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_never'");

      CommandResult refused =
          installation.run(
              "bet-types", "add", "zz_waits", "--db", "--shape", "winner", "--wait", "1s");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains("Warning: Another session holds the type's lock: process ")
          .contains("Nothing was changed: gave up waiting for the type's lock");
      assertThat(registered()).doesNotContain("zz_waits");

      CompletableFuture<CommandResult> waits =
          inBackground("bet-types", "add", "zz_waits", "--db", "--shape", "winner");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  installation
                      .query(
                          "SELECT count(*) FROM pg_locks WHERE NOT granted"
                              + " AND locktype = 'object'")
                      .equals("1"));
      holder.rollback();
      waits.get(90, TimeUnit.SECONDS).done();
    }
    assertThat(
            installation.query("SELECT 'zz_waits' = ANY (enum_range(NULL::bet_type_enum)::text[])"))
        .isEqualTo("t");
    assertThat(registered()).contains("zz_waits").doesNotContain("zz_never");
  }

  @Test
  void whatWaitsIsListedWithItsShapeAndAdded() throws Exception {
    assertThat(installation.run("bet-types", "add", "--from-parked").done().out())
        .doesNotContain("zz_arrived");
    try (SchemaRegistryClient registry = installation.registry()) {
      new SchemaRegistrar(registry)
          .append(Topics.ODDS_EVENTS_SUBJECT, Contract.oddsEvent(), List.of("zz_arrived"), false);
    }
    String disabled = installation.query("SELECT min(name) FROM bet_types WHERE NOT enabled");
    new Producers(installation)
        .send(
            Producers.Choice.KEY,
            List.of(
                quote("zz_arrived", "pinnacle"),
                quote("zz_arrived", "betmgm"),
                quote(disabled, "betmgm")));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(installation.run("bet-types", "add", "--from-parked").done().out())
                    .contains("\nzz_arrived\n", "  events      2, parked 20")
                    .contains("  proposal    \"Zz arrived\", shape over_under (by its outcomes)")
                    .contains("  bookmakers  betmgm, pinnacle")
                    .contains(": Player Over 2.5 at 1.9, Player Under 2.5 at 1.95")
                    .contains("ev-worker bet-types add --from-parked zz_arrived --db")
                    .contains("  1 events of " + disabled + ": disabled. Enable it: "));

    JsonNode listed =
        new ObjectMapper()
            .readTree(installation.run("bet-types", "add", "--from-parked", "--json").done().out());
    JsonNode arrived = listed.at("/missing/0");
    assertThat(arrived.at("/name").asText()).isEqualTo("zz_arrived");
    assertThat(arrived.at("/events").asInt()).isEqualTo(2);
    assertThat(arrived.at("/shape").asText()).isEqualTo("over_under");
    assertThat(arrived.at("/because").asText()).isEqualTo("by its outcomes");
    assertThat(arrived.at("/bookmakers")).hasToString("[\"betmgm\",\"pinnacle\"]");
    assertThat(listed.at("/others/0/name").asText()).isEqualTo(disabled);

    CommandResult refused =
        installation.run("bet-types", "add", "--from-parked", disabled, "zz_nothing", "--db");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Nothing was changed:", disabled + ": disabled. Enable it: ")
        .contains("zz_nothing does not wait in odds.parked: what waits and can be added is ");
    assertThat(
            installation
                .run("bet-types", "add", "--from-parked", "zz_arrived", "--db")
                .done()
                .out())
        .contains("zz_arrived: label added, row added");
    assertThat(
            installation.query(
                "SELECT title || ', ' || shape FROM bet_types WHERE name = 'zz_arrived'"))
        .isEqualTo("Zz arrived, over_under");
    installation.run("bet-types", "enable", "zz_arrived", "--wait").done();
    await().atMost(PATIENCE).until(() -> priced("zz_arrived").equals("2"));
    assertThat(installation.run("bet-types", "add", "--from-parked").done().out())
        .doesNotContain("zz_arrived");
  }

  @Test
  void oneThatIsKilledInTheMiddleIsFinishedByTheNext() throws Exception {
    CommandResult killed =
        installation
            .commands()
            .run(
                List.of("-Dev.failpoint=add-between-database-and-registry:1"),
                "bet-types",
                "add",
                "zz_killed",
                "--db",
                "--shape",
                "winner");
    assertThat(killed.exitCode()).isEqualTo(137);
    assertThat(installation.query("SELECT count(*) FROM bet_types WHERE name = 'zz_killed'"))
        .isEqualTo("1");
    assertThat(registered()).doesNotContain("zz_killed");
    CommandResult check = installation.run("bet-types", "check");
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.out()).contains("registry: zz_killed is missing in odds.events-value");

    installation.run("bet-types", "add", "zz_killed", "--db", "--shape", "winner").done();

    assertThat(registered()).contains("zz_killed");
  }

  @Test
  void whatIsAlikeIsRefusedAndNothingIsChanged() throws Exception {
    installation.execute("ALTER TYPE bet_type_enum ADD VALUE 'Zz_Case'");

    CommandResult alike =
        installation.run("bet-types", "add", "zz_case", "zz_fine", "--db", "--shape", "winner");

    assertThat(alike.exitCode()).isEqualTo(1);
    assertThat(alike.err())
        .contains("Nothing was changed")
        .contains("zz_case differs only by case or underscores from the label Zz_Case");
    assertThat(installation.query("SELECT count(*) FROM bet_types WHERE name = 'zz_fine'"))
        .isEqualTo("0");
    assertThat(installation.run("bet-types", "add", "unknown").exitCode()).isEqualTo(2);
    assertThat(installation.run("bet-types", "add", "Player_Steals").exitCode()).isEqualTo(2);
  }

  /** The whole way of a release, and back. Minutes: it builds the project. */
  @Test
  @Tag("full")
  void aCheckoutWithAnAddedTypeIsBuiltDeployedAndPricedAndItsCommitReverted() throws Exception {
    FreshCheckout.take();
    installation
        .run(
            "bet-types",
            "add",
            "zz_release",
            "--title",
            "Release",
            "--shape",
            "over_under",
            "--checkout",
            FreshCheckout.ROOT.toString())
        .done();
    FreshCheckout.build(
        "ReleasedSchemasTest",
        "SchemaGateTest",
        "BetTypeSymbolsTest",
        "SchemaCheckoutTest",
        "MigrationLintTest",
        "EverySymbolTest",
        "RegistrationPlanTest",
        "OddsEventEncoderTest");
    Commands fresh = installation.commands(Build.FRESH);

    assertThat(fresh.run("migrate").done().out())
        .contains("zz release label", "zz release catalogue");
    assertThat(fresh.run("schemas").done().out()).contains("registered");
    WorkerProcess deployed = installation.start(Build.FRESH).awaitReady();
    fresh.run("bet-types", "enable", "zz_release", "--wait").done();
    new Producers(installation)
        .send(
            Producers.Choice.KEY,
            List.of(quote("zz_release", "pinnacle"), quote("zz_release", "betmgm")));
    await().atMost(PATIENCE).until(() -> priced("zz_release").equals("2"));

    // The commit is reverted: this build has neither symbol nor migrations.
    assertThat(installation.run("migrate").done().out()).startsWith("Nothing to apply");
    installation.run("schemas").done();
    deployed.terminate();
    deployed.exitCode();
    WorkerProcess reverted = installation.start().awaitReady();
    new Producers(installation).send(Producers.Choice.KEY, List.of(quote("zz_release", "fanduel")));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                installation
                    .query(
                        "SELECT count(*) FROM bet_offers WHERE bet_type = 'zz_release'"
                            + " AND bookmaker = 'fanduel'")
                    .equals("2"));
    assertThat(installation.run("bet-types", "check").out())
        .contains("build: zz_release is missing in this build. It is served all the same");
    assertThat(reverted.ready()).isTrue();
    reverted.terminate();
    reverted.exitCode();
  }

  private static String priced(String betType) throws Exception {
    return installation.query(
        "SELECT count(*) FROM bets WHERE bet_type::text = '"
            + betType
            + "' AND fair_probability IS NOT NULL");
  }

  private static MarketSnapshot quote(String betType, String bookmaker) {
    Instant at = Instant.parse("2026-03-01T12:00:00Z");
    return new MarketSnapshot(
        new SportingEvent("add-" + betType, "basketball_nba", at.plusSeconds(7200), "A", "B"),
        new BetType(betType),
        new Bookmaker(bookmaker),
        List.of(Outcome.of("Over", "Player", 2.5, 1.9), Outcome.of("Under", "Player", 2.5, 1.95)),
        at,
        at,
        null);
  }

  private static CompletableFuture<CommandResult> inBackground(String... arguments) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return installation.commands().run(arguments);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static List<String> registered() throws Exception {
    try (SchemaRegistryClient registry = installation.registry()) {
      return BetTypeSymbols.of(
          new Schema.Parser()
              .parse(registry.getLatestSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT).getSchema()));
    }
  }
}
