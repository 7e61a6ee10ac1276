package io.betintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The main job from end to end, in processes, on the real files. */
class DemoIT {
  // feeds/README.md counts the snapshots of each file: 7207 football, 170 and 14 NHL, 803 NFL.
  private static final long IN_FILES = 7207 + 170 + 14 + 803;
  private static final long UNKNOWN = 3;
  private static final long BROKEN = 5;

  @Test
  @Tag("full")
  void everyRecordIsAccountedForAndASecondImportChangesNothing() throws Exception {
    Path home = Path.of(System.getProperty("ev.home"));
    PrintStream out = System.out;
    try (Ending ending = Ending.atExit(Path.of("target", "it-run"), out)) {
      DemoRun run = DemoRun.start(home, ending, ReplayStory.TOPICS, out);
      ReplayStory.importFiles(run);
      ReplayStory.importUnknownBetType(run);
      ReplayStory.sendBrokenRecords(run);
      DemoResult first = run.settle();

      assertThat(first.produced()).isEqualTo(IN_FILES + UNKNOWN + BROKEN);
      assertThat(first.parked()).isEqualTo(UNKNOWN);
      assertThat(first.deadLettered()).isEqualTo(BROKEN);
      // Six books' quotes in the single NHL event are those of the list of all events.
      assertThat(first.superseded()).isEqualTo(6);
      assertThat(first.applied()).isEqualTo(IN_FILES - 6);
      // h2h: 380 matches of three outcomes, 15 NHL and 15 NFL games of two.
      assertThat(first.betsByType()).containsEntry("h2h", 380L * 3 + 15 * 2 + 15 * 2);
      assertThat(first.cachedByType()).containsEntry("h2h", 380L + 15 + 15);
      assertThat(first.best()).hasSize(10);
      List<String> rows = rows(run);

      ReplayStory.importFiles(run);
      DemoResult second = run.settle();

      assertThat(second.produced()).isEqualTo(first.produced() + IN_FILES);
      assertThat(second.applied()).isEqualTo(first.applied());
      assertThat(second.superseded()).isEqualTo(first.superseded() + IN_FILES);
      assertThat(second.balanced()).isTrue();
      assertThat(second.cachedByType()).isEqualTo(first.cachedByType());
      assertThat(rows(run)).isEqualTo(rows);
    }
  }

  @Test
  void jsonHasEveryKey() {
    DemoResult result =
        new DemoResult(3, 1, 1, 1, 0, Map.of("h2h", 2L), Map.of("h2h", 1L), List.of());

    assertThat(result.toJson())
        .isEqualTo(
            "{\"produced\":3,\"applied\":1,\"superseded\":1,\"parked\":1,\"dead_lettered\":0,"
                + "\"bets_by_type\":{\"h2h\":2},\"cached_by_type\":{\"h2h\":1},\"best\":[]}");
  }

  /** Each row with the transaction that last wrote it: an update that changes nothing shows too. */
  private static List<String> rows(DemoRun run) {
    List<String> rows = new ArrayList<>();
    run.state()
        .query(
            "SELECT line_id, outcome, version, xmin FROM bets ORDER BY line_id, outcome",
            row ->
                rows.add(row.getString(1) + row.getString(2) + row.getLong(3) + row.getString(4)));
    return rows;
  }
}
