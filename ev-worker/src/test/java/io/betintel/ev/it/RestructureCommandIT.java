package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void removalIsPlannedRefusedKilledResumedAndKnown() throws Exception {
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
    assertThat(installation.run("status").out()).contains("UNDER WAY: remove of zz_gone");

    CommandResult resumed = installation.run("bet-types", "remove", "--resume");
    assertThat(resumed.done().out()).contains("swap: ", "Done. bet_type_enum is ");
    assertThat(labels()).doesNotContain("zz_gone");
    assertThat(installation.run("bet-types", "check").out())
        .doesNotContain("labels: zz_gone", "labels zz_gone");
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
    assertThat(installation.run("migrate", "--json").exitCode()).isEqualTo(2);
    assertThat(installation.run("migrate", "--rehearse", "copy").exitCode()).isEqualTo(2);
  }

  /** Each place at which a process can end, and what the next one does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "restructure-type:1",
        "restructure-column:1",
        "restructure-batch:2",
        "restructure-validated:1",
        "restructure-index:1",
        "restructure-in-swap:1",
        "restructure-done:1"
      })
  @Tag("full")
  void killedAnywhereTheNextRunFinishes(String failpoint, @TempDir Path directory)
      throws Exception {
    List<String> reversed =
        List.of(
            installation
                .query(
                    "SELECT string_agg(l::text, ',' ORDER BY l DESC)"
                        + " FROM unnest(enum_range(NULL::bet_type_enum)) AS l")
                .split(",", -1));
    Path file = Files.write(directory.resolve("labels"), reversed);
    CommandResult killed =
        installation
            .commands()
            .run(
                List.of("-Dev.failpoint=" + failpoint),
                "bet-types",
                "restructure",
                "--labels",
                file.toString());
    assertThat(killed.exitCode()).isEqualTo(137);

    installation.run("bet-types", "restructure", "--labels", file.toString()).done();

    assertThat(labels()).isEqualTo(String.join(",", reversed));
    assertThat(installation.query("SELECT count(*) FROM restructures WHERE outcome IS NULL"))
        .isEqualTo("0");
  }

  private static String labels() throws Exception {
    return installation.query(
        "SELECT string_agg(l::text, ',' ORDER BY l)"
            + " FROM unnest(enum_range(NULL::bet_type_enum)) AS l");
  }
}
