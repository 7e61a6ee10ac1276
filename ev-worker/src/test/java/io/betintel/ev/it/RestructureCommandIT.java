package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.rollout.CheckoutCopy;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands that restructure, as processes that are killed. */
@ExtendWith(LocalStackExtension.class)
final class RestructureCommandIT {
  private static Installation installation;

  @BeforeAll
  static void start(LocalStack stack) throws Exception {
    installation = Installation.of(stack);
    installation.execute(
        """
        INSERT INTO bets (line_id, outcome, event_id, bet_type, offers, reference_books, method,
                          consensus, settings_version, market_time, valid_until, recorded_at, version)
        SELECT 'line ' || i, 'Over', 'event', 'h2h', '[]', '[]', 'shin', 'mean', 1, now(), now(),
               now(), i
        FROM generate_series(1, 2000) AS i""");
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void removalIsPlannedRefusedKilledResumedAndKnown(@TempDir Path directory) throws Exception {
    installation.execute(
        """
        ALTER TYPE bet_type_enum ADD VALUE 'zz_gone';
        INSERT INTO bet_types (name, title, shape, enabled) VALUES ('zz_gone', 'Gone', 'winner', true)
        """);
    CommandResult refused = installation.run("bet-types", "remove", "zz_gone");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("Nothing was changed:")
        .contains("zz_gone is enabled: ev-worker bet-types disable zz_gone --wait first");
    installation.run("bet-types", "disable", "zz_gone").done();

    assertThat(installation.run("bet-types", "remove", "zz_gone", "--plan").done().out())
        .contains("zz_gone goes, and nothing may have it")
        .contains("columns bets.bet_type")
        .contains("ALTER TABLE public.bets ADD COLUMN \"bet_type_new\"")
        .contains("-- swap, one transaction");

    CommandResult killed =
        installation
            .commands()
            .run(List.of("-Dev.failpoint=restructure-in-swap:1"), "bet-types", "remove", "zz_gone");
    assertThat(killed.exitCode()).isEqualTo(137);
    assertThat(labels()).contains("zz_gone");
    CommandResult add = installation.run("bet-types", "add", "zz_new", "--db", "--shape", "winner");
    assertThat(add.exitCode()).isEqualTo(1);
    assertThat(add.err()).contains("The labels are being changed: remove of zz_gone");
    CommandResult label = installation.run("bet-types", "add", "zz_new", "--label-only");
    assertThat(label.exitCode()).isEqualTo(1);
    assertThat(label.err())
        .contains("Nothing was changed. The labels are being changed: remove of zz_gone")
        .contains("What is added now would be lost");
    assertThat(installation.run("status").out()).contains("UNDER WAY: remove of zz_gone");

    assertThat(
            installation
                .run("bet-types", "remove", "--resume", "--checkout", directory.toString())
                .exitCode())
        .as("no checkout, and nothing was done")
        .isEqualTo(2);
    CheckoutCopy.to(directory);
    CommandResult resumed =
        installation.run("bet-types", "remove", "--resume", "--checkout", directory.toString());
    assertThat(resumed.done().out())
        .contains("swap: ", "Done. bet_type_enum is ")
        .containsPattern("wrote migrations/.*/V\\d{14}__bet_type_labels.sql");
    assertThat(labels()).doesNotContain("zz_gone");
    assertThat(installation.run("bet-types", "check").out())
        .doesNotContain("zz_gone in bet_type_enum", "labels: zz_gone", "labels zz_gone");
    // One that nobody removed on purpose is missing, on each surface.
    installation.execute(
        "INSERT INTO bet_types (name, title, shape) VALUES ('zz_lost', 'Lost', 'winner')");
    assertThat(installation.run("bet-types", "check").out())
        .contains("labels: zz_lost is missing in bet_type_enum")
        .doesNotContain("labels: zz_gone");
    assertThat(installation.run("bet-types", "list").out())
        .containsPattern("zz_gone +no_label, removed +winner")
        .containsPattern("zz_lost +no_label +winner");
    assertThat(installation.run("bet-types", "show", "zz_gone").out())
        .containsPattern("database label +no, removed on purpose")
        .contains("Its label was removed on purpose; ev-worker bet-types add zz_gone --db adds it");
    assertThat(installation.run("bet-types", "show", "zz_lost", "--json").out())
        .contains("\"label\":false")
        .contains("\"label_removed\":false");
    installation.execute("DELETE FROM bet_types WHERE name = 'zz_lost'");
  }

  /** What the installation has is not touched; what goes is disabled on the copy only. */
  @Test
  void aRestructureIsRehearsedOnACopyAndRefusedElsewhere(LocalStack stack, @TempDir Path directory)
      throws Exception {
    String copy = MigratedDatabase.create(stack.postgres(), "rehearsed");
    try (Connection connection =
            DriverManager.getConnection(
                copy, stack.postgres().user(), stack.postgres().password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO bets (line_id, outcome, event_id, bet_type, offers, reference_books, method,
                            consensus, settings_version, market_time, valid_until, recorded_at,
                            version)
          SELECT 'line ' || i, 'Over', 'event', 'h2h', '[]', '[]', 'shin', 'mean', 1, now(), now(),
                 now(), i
          FROM generate_series(1, 300) AS i""");
      statement.execute("UPDATE bet_types SET enabled = true WHERE name = 'totals'");
    }
    Path file = Files.writeString(directory.resolve("labels"), "spreads\nh2h\n");
    String before = labels();
    String own = PostgresConfig.from(installation.settings()).url();

    CommandResult refused =
        installation.run(
            "bet-types", "restructure", "--labels", file.toString(), "--rehearse", own);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("it is the database of EV_POSTGRES_URL. Name a copy");

    CommandResult rehearsed =
        installation.run(
            "bet-types", "restructure", "--labels", file.toString(), "--rehearse", copy, "--json");
    JsonNode json = new ObjectMapper().readTree(rehearsed.done().out());
    assertThat(json.get("failed").isNull()).isTrue();
    assertThat(json.at("/waits/bets/writers_wait_ms").asDouble()).isPositive();
    assertThat(statements(json, "backfill"))
        .singleElement()
        .satisfies(
            batches -> {
              assertThat(batches.get("rows_written").asLong()).isEqualTo(300);
              assertThat(batches.get("lock").asText()).isEqualTo("ROW EXCLUSIVE");
            });
    assertThat(statements(json, "swap"))
        .filteredOn(
            node -> node.get("statement").asText().startsWith("LOCK TABLE public.bets IN A"))
        .singleElement()
        .satisfies(lock -> assertThat(lock.get("lock").asText()).isEqualTo("ACCESS EXCLUSIVE"));
    assertThat(json.get("statements"))
        .allMatch(node -> node.get("rows_rewritten").isEmpty())
        .noneMatch(node -> node.get("statement").asText().matches(".*restructures.*|WITH REC.*"));
    assertThat(statements(json, "index"))
        .filteredOn(node -> node.get("statement").asText().contains("CONCURRENTLY"))
        .singleElement()
        .satisfies(
            index -> assertThat(index.get("lock").asText()).isEqualTo("SHARE UPDATE EXCLUSIVE"));
    assertThat(labels()).isEqualTo(before);

    CommandResult again =
        installation.run(
            "bet-types", "restructure", "--labels", file.toString(), "--rehearse", copy);
    assertThat(again.done().out()).contains("Nothing to do", "Nothing ran.");
  }

  private static List<JsonNode> statements(JsonNode json, String part) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode node : json.get("statements")) {
      if (node.get("part").asText().equals(part)) {
        found.add(node);
      }
    }
    return found;
  }

  @Test
  void migrationsAreRehearsedOnACopy(LocalStack stack, @TempDir Path directory) throws Exception {
    String copy = MigratedDatabase.create(stack.postgres(), "rehearsed_migrations");
    Files.writeString(
        directory.resolve("V20991231000000__wider.sql"),
        "ALTER TABLE bet_types ALTER COLUMN title TYPE varchar(4000);\n");

    CommandResult rehearsed =
        installation.run(
            "migrate", "--rehearse", copy, "--migrations", directory.toString(), "--wait=20s");
    assertThat(rehearsed.done().out())
        .contains("V20991231000000__wider.sql")
        .containsPattern(
            "ALTER TABLE bet_types ALTER COLUMN title TYPE varchar\\(4000\\) +[0-9.]+ ms"
                + " +ACCESS EXCLUSIVE on bet_types +[0-9]+ of bet_types")
        .containsPattern("bet_types: writers would wait [0-9.]+ ms, readers too.");
    Files.writeString(
        directory.resolve("V20991231000001__wrong.sql"),
        "ALTER TABLE bet_types ADD CONSTRAINT wrong CHECK (title = 'x');\n");
    CommandResult failed =
        installation.run("migrate", "--rehearse", copy, "--migrations", directory.toString());
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains("Failed, and its transaction was rolled back: V20991231000001__wrong.sql: ")
        .contains("ALTER TABLE bet_types ADD CONSTRAINT wrong CHECK (title = 'x'): ")
        .contains("check constraint \"wrong\" of relation \"bet_types\" is violated by some row");
    assertThat(installation.run("migrate", "--json").exitCode()).isEqualTo(2);
    assertThat(installation.run("migrate", "--rehearse", "copy").exitCode()).isEqualTo(2);
  }

  /** Each place at which a process can end, and what the next one does. */
  @ParameterizedTest
  @MethodSource("verbsAndFailpoints")
  @Tag("full")
  void killedAnywhereTheNextRunFinishes(String verb, String failpoint, @TempDir Path directory)
      throws Exception {
    String[] arguments = command(verb, directory);

    CommandResult killed =
        installation.commands().run(List.of("-Dev.failpoint=" + failpoint), arguments);
    assertThat(killed.exitCode()).as(killed.out() + killed.err()).isEqualTo(137);

    installation.run(arguments).done();
    assertThat(installation.run(arguments).done().out()).contains("Nothing to do");

    assertThat(installation.query("SELECT count(*) FROM restructures WHERE outcome IS NULL"))
        .isEqualTo("0");
    switch (verb) {
      case "restructure" ->
          assertThat(labels())
              .isEqualTo(String.join(",", Files.readAllLines(directory.resolve("labels"))));
      case "remove" -> {
        assertThat(labels()).doesNotContain("zz_killed");
        assertThat(installation.query("SELECT count(*) FROM bets WHERE bet_type = 'h2h'"))
            .isEqualTo("2000");
      }
      default -> {
        assertThat(
                installation.query(
                    "SELECT format_type(atttypid, NULL) FROM pg_attribute"
                        + " WHERE attrelid = 'old_bets'::regclass AND attname = 'kind'"))
            .isEqualTo("bet_type_enum");
        assertThat(installation.query("SELECT count(*) FROM old_bets WHERE kind = 'totals'"))
            .isEqualTo("1000");
      }
    }
  }

  private static String[] command(String verb, Path directory) throws Exception {
    switch (verb) {
      case "restructure" -> {
        List<String> reversed =
            List.of(
                installation
                    .query(
                        "SELECT string_agg(l::text, ',' ORDER BY l DESC)"
                            + " FROM unnest(enum_range(NULL::bet_type_enum)) AS l")
                    .split(",", -1));
        Path file = Files.write(directory.resolve("labels"), reversed);
        return new String[] {"bet-types", "restructure", "--labels", file.toString()};
      }
      case "remove" -> {
        installation.execute("ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'zz_killed'");
        installation.execute(
            """
            INSERT INTO bet_types (name, title, shape, enabled)
            VALUES ('zz_killed', 'Killed', 'winner', false) ON CONFLICT DO NOTHING;
            UPDATE bets SET bet_type = 'zz_killed' WHERE version % 2 = 0""");
        return new String[] {"bet-types", "remove", "zz_killed", "--into", "h2h"};
      }
      default -> {
        installation.execute(
            """
            DROP TABLE IF EXISTS old_bets;
            CREATE TABLE old_bets (id int PRIMARY KEY, kind varchar(40) NOT NULL, note text);
            INSERT INTO old_bets SELECT i, CASE i % 2 WHEN 0 THEN 'Totals' ELSE 'h2h' END,
              repeat('x', 200) FROM generate_series(1, 2000) AS i;
            CREATE INDEX old_by_kind ON old_bets (kind)""");
        return new String[] {"bet-types", "adopt", "old_bets.kind", "--map", "Totals=totals"};
      }
    }
  }

  static List<Arguments> verbsAndFailpoints() {
    List<Arguments> all = new ArrayList<>();
    for (String verb : List.of("restructure", "remove", "adopt")) {
      for (String failpoint :
          List.of(
              "restructure-type:1",
              "restructure-column:1",
              "restructure-batch:2",
              "restructure-validated:1",
              "restructure-index:1",
              "restructure-in-swap:1",
              "restructure-done:1")) {
        all.add(Arguments.of(verb, failpoint));
      }
    }
    return all;
  }

  /** The first one waits in the swap for a reader; the second asks meanwhile. */
  @Test
  @Tag("full")
  void aSecondOperatorIsRefusedAndChangesNothing(@TempDir Path directory) throws Exception {
    String[] arguments = command("restructure", directory);
    String before = labels();
    CompletableFuture<CommandResult> first;
    try (Connection reader = installation.database();
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT count(*) FROM bets");
      first = CompletableFuture.supplyAsync(() -> run(arguments));
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () ->
                  "1"
                      .equals(
                          installation.query(
                              "SELECT count(*) FROM restructures WHERE outcome IS NULL")));
      for (String option : List.of("--resume", "--abort")) {
        CommandResult second = installation.run("bet-types", "restructure", option, "--wait", "1s");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err())
            .contains("Nothing was changed: gave up waiting for another session");
      }
      assertThat(labels()).isEqualTo(before);
      reader.rollback();
      reader.setAutoCommit(true);
    }
    first.get().done();
    assertThat(labels())
        .isEqualTo(String.join(",", Files.readAllLines(directory.resolve("labels"))));
  }

  private static CommandResult run(String... arguments) {
    try {
      return installation.commands().run(arguments);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String labels() throws Exception {
    return installation.query(
        "SELECT string_agg(l::text, ',' ORDER BY l)"
            + " FROM unnest(enum_range(NULL::bet_type_enum)) AS l");
  }
}
