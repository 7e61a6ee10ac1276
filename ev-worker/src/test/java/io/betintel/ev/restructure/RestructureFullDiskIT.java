package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.betintel.ev.harness.FullDisk;
import io.betintel.localstack.LonePostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk that becomes full: nothing is half done, and with room again the next run goes on. */
@Tag("full")
final class RestructureFullDiskIT {
  private static final int ROWS = 100_000;

  @ParameterizedTest
  @CsvSource({"SMALL_FILE_SYSTEM, BACKFILL", "SMALL_FILE_SYSTEM, INDEX", "LIMITED_FILES, BACKFILL"})
  void theNextRunGoesOnOnceThereIsRoom(FullDisk disk, Step step) throws Exception {
    Path directory =
        Path.of(System.getProperty("ev.it.directory", "target/it"), "full-disk").toAbsolutePath();
    Path small = directory.resolve("small");
    String why = disk.prepare(small);
    System.out.println(why.isEmpty() ? disk + " can be had" : "NOT TESTED, " + why);
    assumeTrue(why.isEmpty(), why);
    try (LonePostgres server = LonePostgres.start(directory.resolve("server"));
        RestructureDatabase database = new RestructureDatabase(server.server(), "ev", ROWS)) {
      if (disk == FullDisk.SMALL_FILE_SYSTEM) {
        database.execute(
            "CREATE TABLESPACE small LOCATION '" + small + "'",
            "ALTER TABLE bets SET TABLESPACE small",
            "ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE small");
      }
      // As the migrations make it there is room in each page, so filling rows needs none.
      database.execute("ALTER TABLE bets SET (fillfactor = 100)", "VACUUM FULL bets");
      List<String> reversed = new ArrayList<>(database.labels());
      Collections.reverse(reversed);
      Request request =
          new Request(Kind.RESTRUCTURE, "bet_type_enum", new Target(reversed, Map.of()));
      List<String> before = database.picture();
      for (int round = 0; round < 2; round++) {
        stopsWhereTheDiskIsFull(disk, step, small, server, database, request);
        if (round == 0) { // while it is full
          try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
            run.restructure().abort();
          }
          assertThat(database.picture()).as("taken back").isEqualTo(before);
        }
        disk.makeRoom(server.server(), small);
        if (round == 0) {
          database.execute("VACUUM FULL bets");
        }
      }
      try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
        run.restructure().resume();
      }
      assertThat(database.labels()).isEqualTo(reversed);
      assertThat(database.query("SELECT count(*) FROM bets WHERE bet_type IS NOT NULL"))
          .containsExactly(Integer.toString(ROWS));
    } finally {
      disk.end(small);
    }
  }

  private static void stopsWhereTheDiskIsFull(
      FullDisk disk,
      Step step,
      Path small,
      LonePostgres server,
      RestructureDatabase database,
      Request request)
      throws Exception {
    List<String> labels = database.labels();
    long size = Long.parseLong(database.query("SELECT pg_relation_size('bets')").get(0));
    if (disk == FullDisk.LIMITED_FILES) {
      disk.fill(server.server(), small, size);
    }
    Watch filling =
        new SilentWatch() {
          @Override
          public void step(Step begun) {
            try {
              if (begun == step && disk == FullDisk.SMALL_FILE_SYSTEM) {
                disk.fill(server.server(), small, size);
              }
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    try (RestructureDatabase.Run run = database.begin(filling)) {
      assertThatThrownBy(() -> run.restructure().run(request, false))
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("(?s).*could not (extend|write).*");
    }
    assertThat(database.labels()).isEqualTo(labels);
    try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
      assertThat(run.restructure().underWay().orElseThrow().step()).isEqualTo(step);
    }
  }
}
