package io.betintel.ev.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Telling a copy from the original. */
@ExtendWith(LocalStackExtension.class)
final class CopyCheckIT {
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static int count;

  private final PostgresServer postgres;
  private final List<String> said = new ArrayList<>();
  private String production;
  private String copy;
  private Connection inCopy;

  CopyCheckIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @BeforeEach
  void create() throws Exception {
    production = MigratedDatabase.create(postgres, "production_" + count);
    copy = MigratedDatabase.create(postgres, "copy_" + count++);
    inCopy = DriverManager.getConnection(copy, postgres.user(), postgres.password());
  }

  @AfterEach
  void disconnect() throws SQLException {
    inCopy.close();
  }

  @Test
  void aCopyBesideTheOriginalIsAccepted() throws Exception {
    assertThat(check(production, copy, said::add)).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void theConfiguredDatabaseIsRefusedByWhateverName() throws Exception {
    assertThat(check(production, production + "?ApplicationName=x", said::add).orElseThrow())
        .startsWith("Nothing was changed: it is the database of EV_POSTGRES_URL. Name a copy: ")
        .contains("migrations/README.md");
    assertThat(
            check(production, production.replace("127.0.0.1", "localhost"), said::add)
                .orElseThrow())
        .startsWith("Nothing was changed: it is the database of EV_POSTGRES_URL by another name.");
  }

  /** EV_POSTGRES_URL is a pooler then, which has another port. */
  @Test
  void theDatabaseBehindThePoolerIsRefused() throws Exception {
    PostgresConfig pooler = config("jdbc:postgresql://127.0.0.1:1/production");

    assertThat(
            new CopyCheck(List.of(pooler, config(production)), SILENCE, said::add)
                .refusal(config(production))
                .orElseThrow())
        .startsWith("Nothing was changed: it is the database of EV_POSTGRES_URL. Name a copy: ");
  }

  @Test
  void aHeartbeatThatMovesIsLive() throws Exception {
    beat("worker-1");

    Optional<String> refusal = check(production, copy, line -> beat("worker-1"));

    assertThat(refusal.orElseThrow()).contains("Nothing was changed: workers use it: worker-1.");
    assertThat(heartbeats()).isEqualTo(1);
  }

  @Test
  void aWorkerThatComesIsLive() throws Exception {
    beat("worker-1");

    assertThat(check(production, copy, line -> beat("worker-2")).orElseThrow())
        .contains("workers use it: worker-2.");
  }

  @Test
  void theHeartbeatsOfAFreshCopyDoNotMove() throws Exception {
    beat("worker-1");

    assertThat(check(production, copy, said::add)).isEmpty();

    assertThat(said)
        .containsExactly(
            "Heartbeats of worker-1 look alive; a copy's do not move: watches them, up to 2 s");
    assertThat(heartbeats()).as("nobody waits for a worker of the original").isZero();
  }

  /** Its clock may be behind that of the server whose heartbeats it has. */
  @Test
  void aHeartbeatFromTheFutureIsNotWaitedForLongerThanAWorkerMayBeSilent() throws Exception {
    beat("worker-1");
    execute("UPDATE worker_heartbeats SET seen_at = now() + interval '1 day'");

    assertThat(check(production, copy, said::add)).isEmpty();
  }

  @Test
  void anOriginalThatIsAwayIsSaid() throws Exception {
    assertThat(check("jdbc:postgresql://127.0.0.1:1/away", copy, said::add)).isEmpty();

    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("The database of EV_POSTGRES_URL does not answer");
  }

  @Test
  void aRoleWithoutPrivilegesCanLook() throws Exception {
    execute("CREATE ROLE looker_" + count + " LOGIN PASSWORD 'looks'");
    try (Connection looker = DriverManager.getConnection(copy, "looker_" + count, "looks")) {
      assertThat(ReachedDatabase.of(looker)).isEqualTo(ReachedDatabase.of(inCopy));
    }
  }

  private Optional<String> check(String configured, String asked, Consumer<String> progress)
      throws Exception {
    return new CopyCheck(List.of(config(configured)), SILENCE, progress).refusal(config(asked));
  }

  private PostgresConfig config(String url) {
    return new PostgresConfig(url, postgres.user(), postgres.password(), 2);
  }

  private void beat(String worker) {
    execute(
        "INSERT INTO worker_heartbeats (worker_id, catalogue_version, servable, build, host,"
            + " started_at, seen_at) VALUES ('"
            + worker
            + "', 1, '{}', 'b', 'h', now(), now())"
            + " ON CONFLICT (worker_id) DO UPDATE SET seen_at = clock_timestamp()");
  }

  private long heartbeats() throws SQLException {
    try (Statement statement = inCopy.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM worker_heartbeats")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) {
    try (Statement statement = inCopy.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
