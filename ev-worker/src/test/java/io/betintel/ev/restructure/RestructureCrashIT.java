package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.localstack.LonePostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The server's processes are killed while a restructure is under way: once it has recovered, the
 * next run goes on, and clients lost nothing that they were told was stored.
 */
@Tag("full")
final class RestructureCrashIT {
  private static final int ROWS = Integer.getInteger("ev.it.rows", 20_000);

  /** The swap's moment is within its transaction. */
  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"BACKFILL", "INDEX", "DONE"})
  void theNextRunGoesOnAfterACrash(Step step) throws Exception {
    Path directory =
        Path.of(System.getProperty("ev.it.directory", "target/it"), "crash").toAbsolutePath();
    try (LonePostgres server = LonePostgres.start(directory)) {
      List<String> reversed;
      long stored;
      try (RestructureDatabase database = new RestructureDatabase(server.server(), "ev", ROWS)) {
        reversed = new ArrayList<>(database.labels());
        Collections.reverse(reversed);
        Request request =
            new Request(Kind.RESTRUCTURE, "bet_type_enum", new Target(reversed, Map.of()));
        try (Clients clients =
            new Clients(database::connect, "bets", reversed, ROWS - 50, Duration.ofMillis(5))
                .writers(1)
                .readers(1)) {
          CrashingWatch crash = new CrashingWatch(server, step);
          RestructureDatabase.Run run = database.begin(crash);
          assertThatThrownBy(() -> run.restructure().run(request, false))
              .isInstanceOf(SQLException.class);
          closeDead(run);
          assertThat(crash.crashed).isTrue();
          clients.stop();
          stored = clients.written();
        }
        closeDead(database);
      }
      server.server().start();

      try (RestructureDatabase database = RestructureDatabase.again(server.server(), "ev")) {
        try (RestructureDatabase.Run run = database.begin(new SilentWatch())) {
          run.restructure().resume();
        }
        assertThat(database.labels()).isEqualTo(reversed);
        assertThat(database.query("SELECT count(*) FROM bets WHERE bet_type IS NOT NULL"))
            .containsExactly(Integer.toString(ROWS));
        assertThat(Long.parseLong(database.query("SELECT max(version) FROM bets").get(0)))
            .isGreaterThanOrEqualTo(stored);
        assertThat(
                database.query(
                    "SELECT count(*) FROM pg_attribute WHERE attrelid = 'bets'::regclass"
                        + " AND attname LIKE 'bet_type_%' AND NOT attisdropped"))
            .containsExactly("0");
      }
    }
  }

  /** Its sessions ended with the server. */
  private static void closeDead(AutoCloseable dead) {
    try {
      dead.close();
    } catch (Exception gone) {
      assertThat(gone).isInstanceOf(SQLException.class);
    }
  }

  /** Kills the server once. */
  private static final class CrashingWatch extends SilentWatch {
    private final LonePostgres server;
    private final Step at;
    private boolean crashed;

    CrashingWatch(LonePostgres server, Step at) {
      this.server = server;
      this.at = at;
    }

    @Override
    public void step(Step step) {
      if (step == at && at != Step.BACKFILL && at != Step.DONE) {
        crash();
      }
    }

    @Override
    public void filled(long done, long total) {
      if (at == Step.BACKFILL && done > 0 && done < total) {
        crash();
      }
    }

    @Override
    public void locked() {
      if (at == Step.DONE) {
        crash();
      }
    }

    private void crash() {
      if (!crashed) {
        crashed = true;
        server.server().kill();
      }
    }
  }
}
