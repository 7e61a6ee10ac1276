package io.betintel.ev.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Sample;
import io.betintel.ev.api.Shares;
import io.betintel.ev.api.View;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One caller's slow queries and the other callers. */
@ExtendWith(LocalStackExtension.class)
final class ReadDatabaseIT {
  private static final String SLOW = "SELECT pg_advisory_xact_lock_shared(1) WHERE true";
  private static final String QUICK = "SELECT 1 AS one WHERE true";

  private final MigratedDatabase database;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  ReadDatabaseIT(LocalStack stack) {
    database = new MigratedDatabase(stack.postgres());
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    database.close();
  }

  @Test
  void slowQueriesOfOneCallerLeaveConnectionsForTheOthers() throws Exception {
    ApiConfig config = ApiConfig.from(new Settings(Map.of()));
    Access access = new Access(config, () -> Catalogue.of(1, List.of()), meters);
    ReadDatabase queries =
        new ReadDatabase(
            database.pool(),
            Duration.ofSeconds(5),
            access.metrics(),
            new Shares(2, 2, Duration.ZERO));
    try (Connection lock = database.pool().getConnection()) {
      lock.createStatement().execute("SELECT pg_advisory_lock(1)");
      for (int i = 0; i < 2; i++) {
        var unused = threads.submit(() -> queries.rows(ask(SLOW, "greedy")));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  database
                      .query(
                          "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                              + " AND NOT granted")
                      .equals("2"));

      assertThatThrownBy(() -> queries.rows(ask(QUICK, "greedy")))
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> {
                assertThat(problem.status()).isEqualTo(429);
                assertThat(problem.detail()).contains("at most 2 at once");
                assertThat(problem.retryAfter()).isPositive();
              });
      assertThat(queries.rows(ask(QUICK, "modest"))).hasSize(1);
      assertThat(meters.get("ev.api.refused").tag("reason", "queries").counter().count())
          .isEqualTo(1);
      lock.createStatement().execute("SELECT pg_advisory_unlock(1)");
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> queries.rows(ask(QUICK, "greedy")).size() == 1);
  }

  private static Select ask(String sql, String who) {
    Caller caller = new Caller(who, Role.ADMIN, who);
    // The view's own conditions name a table that these queries have not.
    return new Select(sql).by(new View(caller, List.of(), new Sample(100)));
  }
}
