package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.harness.Build;
import io.betintel.ev.harness.ClassArchive;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.ReadyWatch;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/**
 * What {@code helm upgrade} and {@code helm rollback} do, without a cluster: a build's hooks in
 * their order, then its workers one by one, each old one asked to end once a new one is ready.
 */
@ExtendWith(LocalStackExtension.class)
final class UpgradeIT {

  /** The chart's readiness probe asks every 5 s and takes a pod away after two failures. */
  private static final Duration SEEN_BY_NO_PROBE = Duration.ofSeconds(5);

  @Test
  @Tag("full")
  void anUpgradeAndItsRollbackAreBoring(LocalStack stack) throws Exception {
    upgradeAndRollBack(1, 1_200, stack);
  }

  @Test
  @Tag("full")
  void soTheyAreWithThreeWorkersAndMoreTraffic(LocalStack stack) throws Exception {
    upgradeAndRollBack(3, 12_000, stack);
  }

  private static void upgradeAndRollBack(int replicas, int events, LocalStack stack)
      throws Exception {
    AvroRuntime.prepare();
    ClassArchive.make(stack);
    try (Installation installation = Installation.unprepared(stack)) {
      stack.postgres().createDatabase(installation.applicationId());
      try (RedisClient redis = installation.redis()) {
        redis.flushDB();
      }
      installation.withFewerCommits().with("EV_STANDBY_REPLICAS", "1");
      List<MarketSnapshot> traffic = new OddsGenerator(20261123, events / 4).events(events);
      Producers producers = new Producers(installation);

      hooks(installation, Build.PREVIOUS);
      Queue<WorkerProcess> workers = new ArrayDeque<>();
      for (int i = 0; i < replicas; i++) {
        workers.add(installation.start(Build.PREVIOUS).awaitReady());
      }
      try (ReadyWatch watch = new ReadyWatch(installation)) {
        CompletableFuture<Void> before =
            producers.sendAtOnce(traffic.subList(0, events / 2), events / 60);
        hooks(installation, Build.CURRENT);
        migrateFurther(installation);
        replaceEach(workers, Build.CURRENT, installation);

        CompletableFuture<Void> after =
            producers.sendAtOnce(traffic.subList(events / 2, events), events / 60);
        assertThat(hooks(installation, Build.PREVIOUS))
            .contains("Nothing to apply")
            .doesNotContain(" created")
            .containsPattern("(already registered|has it all)\\s")
            .doesNotContainPattern("[^y] registered");
        replaceEach(workers, Build.PREVIOUS, installation);
        before.get();
        after.get();

        new Reckoning(installation).comesOutEven();
        System.out.println("no worker was ready for " + watch.longestGap());
        assertThat(watch.longestGap()).isLessThan(SEEN_BY_NO_PROBE);
      }
      assertThat(workers).hasSize(replicas).allMatch(WorkerProcess::ready);
    }
  }

  /** Migrate, topics and schemas, as the chart's Jobs do; what they said. */
  private static String hooks(Installation installation, Build build) throws Exception {
    StringBuilder said = new StringBuilder();
    for (String hook : List.of("migrate", "topics", "schemas")) {
      said.append(installation.commands(build).run(hook, "--wait=30s").done().out());
    }
    return said.toString();
  }

  /** As a release does that brings another bet type and a column. */
  private static void migrateFurther(Installation installation) throws Exception {
    try (Connection connection = installation.database();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TYPE bet_type_enum ADD VALUE 'of_a_later_release'");
      statement.execute("ALTER TABLE bets ADD COLUMN of_a_later_release text");
      statement.execute(
          """
          INSERT INTO flyway_schema_history
            (installed_rank, version, description, type, script, checksum, installed_by,
             execution_time, success)
          VALUES (1000, '20991231000000', 'later', 'SQL', 'V20991231000000__later.sql', 1,
                  current_user, 1, true)
          """);
    }
  }

  private static void replaceEach(
      Queue<WorkerProcess> workers, Build build, Installation installation) {
    for (int i = workers.size(); i > 0; i--) {
      workers.add(installation.start(build).awaitReady());
      WorkerProcess old = workers.remove();
      old.terminate();
      assertThat(old.exitCode()).as(old.log()).isEqualTo(143);
    }
  }
}
