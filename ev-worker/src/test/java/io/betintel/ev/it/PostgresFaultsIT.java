package io.betintel.ev.it;

import static org.awaitility.Awaitility.await;

import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL breaks while events flow: the worker says so meanwhile, pricing and Redis go on, and
 * what was missed is worked off.
 */
@ExtendWith(LocalStackExtension.class)
final class PostgresFaultsIT {
  private static final Duration AWAY = Duration.ofSeconds(20);
  private static final Duration LOCKED = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int KILLS = 5;
  private static final int DEADLOCKS = 3;
  private static final int LOST_COMMITS = 5;

  /** One sample of what follows. */
  @Test
  void aKillAndALostCommitAreWorkedOff(LocalStack stack) throws Exception {
    long seed = 20261129;
    Random random = new Random(seed);
    try (BrokenPostgres broken = new BrokenPostgres(stack, seed)) {
      Thread.sleep(random.nextInt(1_000)); // it is killed at some moment
      broken.server().kill();
      broken.saysThatItIsAway();
      broken.server().start();
      broken.moves("killed");
      loseCommits(broken, 1);
      broken.workedOff("killed, then a COMMIT lost");
    }
  }

  @Test
  @Tag("full")
  void itIsStopped(LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 11)) {
      broken.server().stop();
      broken.saysThatItIsAway();
      broken.lasts(AWAY, broken::isSaidToBeAway);
      broken.server().start();
      broken.workedOff("stopped");
    }
  }

  @Test
  @Tag("full")
  void itIsKilledAgainAndAgain(LocalStack stack) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (BrokenPostgres broken = new BrokenPostgres(stack, seed)) {
      for (int kill = 1; kill <= KILLS; kill++) {
        Thread.sleep(random.nextInt(4_000)); // under load between two kills
        broken.server().kill();
        broken.saysThatItIsAway();
        Thread.sleep(random.nextInt(3_000)); // how long it is away is a part of the fault
        broken.server().start();
        broken.moves("kill " + kill);
      }
      broken.workedOff("killed");
    }
  }

  /** Everything that takes more than a millisecond is cancelled, and most of a sink's work does. */
  @Test
  @Tag("full")
  void everyStatementIsCancelled(LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 12)) {
      String database = "ALTER DATABASE " + broken.database();
      try {
        broken.administer(database + " SET statement_timeout = '1ms'");
        broken.endSessions();
        broken.says(
            "its statements are cancelled",
            () ->
                broken.sinkIsSaidToWait()
                    && broken.worker().readiness().contains("due to statement timeout"));
        broken.lastsWithGaps(AWAY);
      } finally {
        broken.administer(database + " RESET statement_timeout");
      }
      broken.endSessions();
      broken.workedOff("cancels every statement");
    }
  }

  /** Of rows that are quoted every few seconds, or of all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOCK TABLE bets IN ACCESS EXCLUSIVE MODE",
        "SELECT FROM bets WHERE bet_type = 'h2h' ORDER BY version DESC LIMIT 8 FOR UPDATE"
      })
  @Tag("full")
  void somebodyHoldsALock(String lock, LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 13)) {
      try (Connection session = broken.session();
          Statement statement = session.createStatement()) {
        session.setAutoCommit(false);
        statement.execute(lock);
        long locked = System.nanoTime();
        broken.says("somebody holds a lock", broken::sinkIsSaidToWait);
        broken.lasts(LOCKED.minusNanos(System.nanoTime() - locked), broken::sinkStillWaits);
        session.rollback();
      }
      broken.workedOff(lock.startsWith("LOCK") ? "table locked" : "rows locked");
    }
  }

  /** The sink holds its positions when it comes to the row; then somebody wants those. */
  @Test
  @Tag("full")
  void theSinkIsTheVictimOfADeadlock(LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 14);
        Connection session = broken.session();
        Statement statement = session.createStatement()) {
      statement.execute("SET deadlock_timeout = '1h'"); // it is the sink that looks, after 1 s
      session.setAutoCommit(false);
      String own = BrokenPostgres.first(session, "SELECT pg_backend_pid()");
      for (int deadlock = 1; deadlock <= DEADLOCKS; deadlock++) {
        int said = count(broken, "deadlock detected");
        long counted = deadlocks(broken);
        statement.execute("SELECT FROM bets ORDER BY version DESC LIMIT 10 FOR UPDATE");
        await("the sink waits for the rows")
            .atMost(SOON)
            .until(
                () ->
                    !broken.installation().query("SELECT count(*)" + waitingFor(own)).equals("0"));
        statement.execute("SELECT FROM sink_offsets WHERE sink = 'postgres' FOR UPDATE");
        broken.says("a deadlock", () -> count(broken, "deadlock detected") > said);
        session.rollback();
        await("counted").atMost(SOON).until(() -> deadlocks(broken) > counted);
        broken.moves("deadlock " + deadlock);
      }
      broken.workedOff("deadlocks");
    }
  }

  private static String waitingFor(String pid) {
    return BrokenPostgres.WORKERS + "AND " + pid + " = ANY (pg_blocking_pids(pid))";
  }

  private static long deadlocks(BrokenPostgres broken) throws SQLException {
    return Long.parseLong(
        broken
            .installation()
            .query("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
  }

  @Test
  @Tag("full")
  void theAnswerToCommitIsLostAgainAndAgain(LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 15)) {
      loseCommits(broken, LOST_COMMITS);
      broken.workedOff("COMMIT lost");
    }
  }

  /**
   * A COMMIT waits for a standby that is missing once it is on disk. Its connection is ended then:
   * what it wrote is there, and the worker has not been told.
   */
  private static void loseCommits(BrokenPostgres broken, int times) throws Exception {
    try (Connection session = broken.session()) {
      broken.administer(
          "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
      for (int lost = 0; lost < times; lost++) {
        String sink = awaitCommit(session);
        Map<String, Long> before = broken.positions(); // nobody sees it while it waits
        BrokenPostgres.first(session, "SELECT pg_terminate_backend(" + sink + ")");
        // Every COMMIT waits, so this is what the ended one wrote.
        await("it is committed").atMost(SOON).until(() -> sum(broken.positions()) > sum(before));
        broken.says("the sink has lost its connection", broken::sinkIsSaidToWait);
      }
    } finally {
      broken.administer("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
    }
  }

  /** Only the sink has locked its positions. */
  private static String awaitCommit(Connection session) {
    return await("the sink's COMMIT waits")
        .atMost(SOON)
        .until(
            () ->
                BrokenPostgres.first(
                    session,
                    "SELECT pid"
                        + BrokenPostgres.WORKERS
                        + "AND wait_event = 'SyncRep' AND query = 'COMMIT' AND EXISTS (SELECT FROM"
                        + " pg_locks AS l WHERE l.pid = pg_stat_activity.pid AND l.mode ="
                        + " 'RowExclusiveLock' AND l.relation = 'sink_offsets'::regclass)"),
            pid -> !pid.isEmpty());
  }

  private static long sum(Map<String, Long> positions) {
    return positions.values().stream().mapToLong(Long::longValue).sum();
  }

  private static int count(BrokenPostgres broken, String text) {
    return broken.worker().log().split(Pattern.quote(text), -1).length;
  }
}
