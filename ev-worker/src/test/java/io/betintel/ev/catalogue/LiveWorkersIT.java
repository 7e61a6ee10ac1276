package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class LiveWorkersIT {
  private final MigratedDatabase database;
  private final LiveWorkers workers;

  LiveWorkersIT(LocalStack stack) {
    database = new MigratedDatabase(stack.postgres());
    workers =
        new LiveWorkers(
            database.pool(), new CatalogueConfig(Duration.ofMillis(500), Duration.ofSeconds(5)));
    // Three heartbeats of 5 s: live within 15 s.
    database.execute(
        """
        INSERT INTO worker_heartbeats
          (worker_id, catalogue_version, servable, build, host, started_at, seen_at)
        VALUES ('live', 7, '{h2h,player_assists}', '1.2', 'here', now(), now()),
               ('dead', 6, '{h2h}', '1.2', 'here', now() - interval '1 hour',
                now() - interval '16 seconds')
        """);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aWorkerIsLiveUntilItHasMissedThreeHeartbeats() throws Exception {
    assertThat(workers.now())
        .singleElement()
        .satisfies(
            live -> {
              assertThat(live.worker()).isEqualTo("live");
              assertThat(live.build()).isEqualTo("1.2");
              assertThat(live.host()).isEqualTo("here");
              assertThat(live.version()).isEqualTo(7);
              assertThat(live.servable()).containsExactlyInAnyOrder("h2h", "player_assists");
              assertThat(live.serves(new BetType("player_assists"))).isTrue();
              assertThat(live.acknowledged(7)).isTrue();
              assertThat(live.acknowledged(8)).isFalse();
            });
  }

  @Test
  void aWorkerThatStandsStillDoesNotDropOutWhileItIsWaitedFor() throws Exception {
    // As if the wait had begun a minute ago, when the one that is dead by now was live.
    long began = System.nanoTime() - Duration.ofMinutes(1).toNanos();

    assertThat(workers.since(began)).extracting(Heartbeat::worker).containsExactly("dead", "live");
  }

  @Test
  void aReaderThatAsksForAllGetsEveryRow() throws Exception {
    try (Connection connection = database.pool().getConnection()) {
      assertThat(LiveWorkers.all(connection))
          .extracting(Heartbeat::worker)
          .containsExactly("dead", "live");
    }
  }
}
