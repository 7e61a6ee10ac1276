package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.NewTypesProducer;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.StoredLines;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/** {@code ev-worker bet-types ...} as an operator runs it, beside a running worker. */
@ExtendWith(LocalStackExtension.class)
final class BetTypesCommandIT {
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
  void enablingBeforeLabelOrRowIsRefusedWithTheRemedy() throws Exception {
    assertRefused(
        1,
        installation.commands().run("bet-types", "enable", "player_asists"),
        "player_asists: no_row. ",
        "Did you mean player_assists?");

    installation.execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_steals'");
    assertRefused(
        1,
        installation.run("bet-types", "enable", "zz_steals"),
        "zz_steals: no_row. ",
        "ev-worker bet-types add zz_steals --db");

    installation.execute(
        "INSERT INTO bet_types (name, title, shape) VALUES ('zz_blocks', 'B', 'over_under')");
    assertRefused(
        1,
        installation.run("bet-types", "enable", "zz_blocks"),
        "zz_blocks: no_label. ",
        "ev-worker bet-types add zz_blocks --db");
    assertThat(
            installation.query("SELECT bool_or(enabled) FROM bet_types WHERE name = 'zz_blocks'"))
        .isEqualTo("f");

    assertRefused(
        2,
        installation.run("bet-types", "enable", "Player_Assists"),
        "",
        "Player_Assists",
        "lower-case symbol");
  }

  @Test
  void theFlagIsSetOnceAndAcknowledgedByTheWorker() throws Exception {
    CommandResult enabled =
        installation.commands().run("bet-types", "enable", "player_rebounds", "--wait");

    assertThat(enabled.done().out())
        .matches(
            "player_rebounds is enabled; catalogue version \\d+\\RAcknowledged by 1 worker\\R");
    assertThat(
            installation.query("SELECT 'player_rebounds' = ANY (servable) FROM worker_heartbeats"))
        .isEqualTo("t");

    CommandResult again = installation.run("bet-types", "enable", "player_rebounds", "--wait");
    assertThat(again.done().out()).startsWith("player_rebounds is enabled already; ");

    CommandResult disabled = installation.run("bet-types", "disable", "player_rebounds", "--wait");
    assertThat(disabled.done().out())
        .contains(
            "player_rebounds is disabled; ",
            "Acknowledged by 1 worker",
            "No line of player_rebounds is cached");
    assertThat(
            installation.query("SELECT 'player_rebounds' = ANY (servable) FROM worker_heartbeats"))
        .isEqualTo("f");
    assertThat(installation.run("bet-types", "disable", "player_rebounds").done().out())
        .startsWith("player_rebounds is disabled already; ");
  }

  @Test
  void ofSeveralOneThatIsRefusedStopsNoOther() throws Exception {
    CommandResult some =
        installation.run(
            "bet-types", "enable", "player_nothing", "player_rebounds", "totals", "--wait");

    assertThat(some.exitCode()).isEqualTo(1);
    assertThat(some.err()).contains("player_nothing").hasLineCount(1);
    assertThat(some.out())
        .contains("player_rebounds is enabled; ", "totals is enabled already; ", "Acknowledged by");
    installation.run("bet-types", "disable", "player_rebounds").done();
    assertThat(installation.run("bet-types", "enable", "player_nothing").exitCode()).isEqualTo(1);
    CommandResult purged =
        installation.run("parked", "purge", "player_rebounds", "player_nothing", "--yes");
    assertThat(purged.done().out())
        .isEqualToNormalizingNewlines(
            """
            0 parked events of player_rebounds are given up
            0 parked events of player_nothing are given up
            """);
  }

  @Test
  void everyLineIsPublishedAgainWithoutAChangeOfItsBetType() throws Exception {
    String versions =
        "SELECT string_agg(name || enabled_version, ',' ORDER BY name) FROM bet_types WHERE ";
    String disabled = installation.query(versions + "NOT enabled");
    String enabled = installation.query(versions + "enabled AND name <> 'h2h'");
    long h2h = Long.parseLong(installation.query(versions + "name = 'h2h'").substring(3));

    assertThat(installation.run("lines", "republish", "--type", "h2h", "--wait").done().out())
        .matches(
            "The lines of h2h are published again; catalogue version \\d+\\R"
                + "Acknowledged by 1 worker\\R");
    assertThat(Long.parseLong(installation.query(versions + "name = 'h2h'").substring(3)))
        .isGreaterThan(h2h);
    assertThat(installation.query(versions + "enabled AND name <> 'h2h'")).isEqualTo(enabled);

    assertThat(installation.run("lines", "republish").done().out())
        .contains("The lines of h2h, ", ", totals");
    assertThat(installation.query(versions + "enabled AND name <> 'h2h'")).isNotEqualTo(enabled);
    assertThat(installation.query(versions + "NOT enabled")).isEqualTo(disabled);

    String off = installation.query("SELECT min(name) FROM bet_types WHERE NOT enabled");
    assertRefused(
        1,
        installation.run("lines", "republish", "--type", off),
        off + ": disabled. ",
        "ev-worker bet-types enable " + off);
  }

  @Test
  @Tag("full")
  void aWorkerThatStandsStillIsNamedWhenTheTimeIsUp() throws Exception {
    worker.pause();
    try {
      CommandResult outcome =
          installation.run("bet-types", "set", "player_points", "title=Points", "--wait=2s");

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.out()).startsWith("player_points is changed; ");
      assertThat(outcome.err())
          .contains("Worker " + installation.query("SELECT worker_id FROM worker_heartbeats"))
          .contains("has not acknowledged version")
          .contains("The change itself is made");
    } finally {
      worker.resume();
    }
    assertThat(
            installation
                .run("bet-types", "set", "player_points", "title=Points", "--wait")
                .done()
                .out())
        .contains("player_points is so already", "Acknowledged by 1 worker");
  }

  @Test
  @Tag("full")
  void aWorkerThatSleptThroughTheDisablingBringsNothingBack() throws Exception {
    BetType assists = new BetType("player_assists");
    String stored = "SELECT max(version) FROM bets WHERE bet_type::text = 'player_assists'";
    installation.run("bet-types", "enable", "player_assists", "--wait").done();
    try (NewTypesProducer producer = new NewTypesProducer(installation);
        RedisClient redis = installation.redis()) {
      CachedLines cached = new CachedLines(redis, CacheKeys.standard(), Clock.systemUTC());
      producer.send(List.of(assists));
      await()
          .atMost(PATIENCE)
          .until(() -> cached.count(assists) == 1 && installation.query(stored) != null);
      String before = installation.query(stored);

      worker.pause();
      try {
        producer.send(List.of(assists));
        producer.send(List.of(assists));
        assertThat(installation.run("bet-types", "disable", "player_assists").done().out())
            .contains("No line of player_assists is cached; removed here: 1");
      } finally {
        worker.resume();
      }
      new Reckoning(installation).awaitTaken();
      var published = installation.contents().read(installation.topics().lines());
      await().atMost(PATIENCE).until(() -> new StoredLines(installation).reached(published));

      assertThat(cached.count(assists)).isZero();
      assertThat(installation.query(stored)).isEqualTo(before);

      // Nothing is lost: what it priced too late, and what it parked, comes again.
      installation.run("bet-types", "enable", "player_assists", "--wait").done();
      await().atMost(PATIENCE).until(() -> cached.count(assists) == 1);
      // The third round's price, at the book that is no reference.
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  "1.83"
                      .equals(
                          installation.query(
                              "SELECT best_price FROM bets WHERE outcome = 'Over'"
                                  + " AND bet_type::text = 'player_assists'")));
    }
  }

  @Test
  @Tag("full")
  void settingsChangeTheirVersionOnlyIfSomethingChanged() throws Exception {
    String version = "SELECT settings_version FROM bet_types WHERE name = 'totals'";
    assertThat(installation.query(version)).isEqualTo("1");

    assertThat(
            installation
                .run(
                    "bet-types",
                    "set",
                    "totals",
                    "weights=pinnacle:0.5,draftkings:0.5",
                    "take=0.05")
                .done()
                .out())
        .startsWith("totals is changed; settings version 2, ");
    assertThat(installation.query("SELECT settings::text FROM bet_types WHERE name = 'totals'"))
        .isEqualTo("{\"take\": 0.05, \"weights\": {\"pinnacle\": 0.5, \"draftkings\": 0.5}}");
    // The same in other words, and what is the default anyway.
    assertThat(
            installation
                .run(
                    "bet-types",
                    "set",
                    "totals",
                    "weights=draftkings:0.50,pinnacle:.5",
                    "offer_age=1200s")
                .done()
                .out())
        .startsWith("totals is so already; settings version 2, ");
    // Who may see it does not change how it is priced.
    assertThat(installation.run("bet-types", "set", "totals", "min_role=basic").done().out())
        .startsWith("totals is changed; settings version 2, ");
    assertThat(
            installation
                .run(
                    "bet-types",
                    "set",
                    "totals",
                    "take=default",
                    "weights=default",
                    "min_role=free")
                .done()
                .out())
        .startsWith("totals is changed; settings version 3, ");

    CommandResult wrong = installation.run("bet-types", "set", "totals", "min_rol=basic");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith("min_rol is not a setting of a bet type: did you mean min_role?");
    assertThat(installation.query(version)).isEqualTo("3");
  }

  @Test
  void listAndShowSayWhatEverySurfaceKnows() throws Exception {
    CommandResult listed = installation.run("bet-types", "list", "--json");
    JsonNode h2h = named(new ObjectMapper().readTree(listed.done().out()), "h2h");

    assertThat(h2h.toString())
        .contains(
            "\"state\":\"served\",\"servable\":true,\"symbol\":true,\"label\":true,\"row\":true",
            "\"shape\":\"winner\",\"min_role\":\"free\"",
            "\"bets\":0,\"cached_lines\":0,\"parked\":0,\"events_per_minute\":0.0");
    assertThat(installation.run("bet-types", "list").done().out())
        .startsWith("NAME")
        .contains("player_assists", "disabled");
    assertThat(installation.run("bet-types", "show", "h2h").done().out())
        .contains("weights            draftkings:0.25,fanduel:0.25,pinnacle:0.5  (default)");

    CommandResult nobody = installation.run("bet-types", "show", "h3h");
    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.err()).contains("Unknown bet type h3h: did you mean h2h?");
  }

  @Test
  @Tag("full")
  void aSurfaceThatIsAwayIsNamedAndTheRestIsShown() throws Exception {
    CommandResult outcome =
        installation.commands("EV_REDIS_URL", "redis://127.0.0.1:1").run("bet-types", "list");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("Redis (redis://127.0.0.1:1): ").hasLineCount(1);
    assertThat(outcome.out().lines().filter(line -> line.startsWith("h2h")))
        .singleElement()
        .asString()
        .matches("h2h +served +winner +free +0 +\\? +0 +0 .*");
  }

  private static void assertRefused(
      int exitCode, CommandResult refused, String start, String... parts) {
    assertThat(refused.exitCode()).isEqualTo(exitCode);
    assertThat(refused.err()).startsWith(start).contains(parts);
  }

  private static JsonNode named(JsonNode report, String name) {
    return StreamSupport.stream(report.get("bet_types").spliterator(), false)
        .filter(betType -> betType.get("name").textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
