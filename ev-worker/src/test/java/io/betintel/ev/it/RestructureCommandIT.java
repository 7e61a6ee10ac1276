package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
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
