package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/**
 * PostgreSQL goes back to an earlier state while events flow: sinks and replayer go on from the
 * positions that it has, and everything follows its catalogue.
 */
@ExtendWith(LocalStackExtension.class)
@Tag("full")
final class PostgresRestoresIT {
  /** How much newer the lost data are than the copy. */
  private static final Duration LOST = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LOST_TABLE = "to_regclass('lost_with_the_server')";

  @TempDir private Path temporary;

  @Test
  void itFailsOverToAnOlderCopy(LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 21)) {
      Path copy = broken.copy(temporary);
      loseTime(broken);
      failOver(broken, copy);
      broken.workedOff("failed over to an older copy");
    }
  }

  /** The type is off when the server is lost, and on in the copy. */
  @Test
  void theCopyHasABetTypeThatWasDisabledSince(LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 22)) {
      CatalogueRows catalogue = new CatalogueRows(broken.installation());
      Path copy = broken.copy(temporary);
      String version = version(broken);
      catalogue.disable("totals");
      await("parked").atMost(PATIENCE).until(() -> catalogue.waiting("totals") > 0);
      await("not shown").atMost(PATIENCE).until(() -> cached(broken, "totals") == 0);
      loseTime(broken);
      failOver(broken, copy);
      assertThat(version(broken)).isEqualTo(version);
      follows(broken);
      await("shown again").atMost(PATIENCE).until(() -> cached(broken, "totals") > 0);
      broken.workedOff("failed over to a copy with a bet type on again");
      assertThat(catalogue.waiting("totals")).isZero();
    }
  }

  /** The type is on when the server is lost, and off in the copy. */
  @Test
  void theCopyLacksABetTypeThatWasEnabledSince(LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 23)) {
      CatalogueRows catalogue = new CatalogueRows(broken.installation());
      catalogue.disable("totals");
      await("parked").atMost(PATIENCE).until(() -> catalogue.waiting("totals") > 0);
      Path copy = broken.copy(temporary);
      String version = version(broken);
      catalogue.enable("totals");
      await("shown").atMost(PATIENCE).until(() -> cached(broken, "totals") > 0);
      loseTime(broken);
      failOver(broken, copy);
      assertThat(version(broken)).isEqualTo(version);
      follows(broken);
      await("not shown").atMost(PATIENCE).until(() -> cached(broken, "totals") == 0);
      await("parked again").atMost(PATIENCE).until(() -> catalogue.waiting("totals") > 0);
      catalogue.enable("totals");
      await("shown again").atMost(PATIENCE).until(() -> cached(broken, "totals") > 0);
      broken.workedOff("failed over to a copy with a bet type off again");
    }
  }

  @Test
  void itIsRestoredFromADump(LocalStack stack) throws Exception {
    try (BrokenPostgres broken = new BrokenPostgres(stack, 24)) {
      RowDump dump;
      try (Connection from = broken.session()) {
        dump = RowDump.of(from);
      }
      String name = broken.database();
      String restored = name + "_restored";
      MigratedDatabase.create(broken.server(), restored);
      try (Connection to = broken.session(restored)) {
        dump.into(to);
      }
      Map<String, Long> then = broken.positions();
      Thread.sleep(LOST.toMillis()); // how old the dump is
      broken.moves("newer than the dump");
      assertThat(broken.positions()).isNotEqualTo(then);
      broken.administer("DROP DATABASE " + name + " WITH (FORCE)");
      broken.says(
          "the database is said to be missing",
          () ->
              broken.isSaidToBeAway()
                  && broken.worker().readiness().contains("the server has no such database"));
      broken.lasts(Duration.ofSeconds(5), broken::isSaidToBeAway);
      broken.administer("CREATE DATABASE " + name + " TEMPLATE " + restored);
      broken.workedOff("restored from a dump");
    }
  }

  /** Leaves something behind that only the lost server has. */
  private static void loseTime(BrokenPostgres broken) throws Exception {
    long began = System.nanoTime();
    broken.installation().execute("CREATE TABLE lost_with_the_server ()");
    Thread.sleep(LOST.toMillis());
    broken.moves((System.nanoTime() - began) / 1_000_000_000 + " s newer than the copy");
  }

  private static void failOver(BrokenPostgres broken, Path copy) throws Exception {
    broken.server().stop();
    broken.saysThatItIsAway();
    broken.failOverTo(copy);
    assertThat(broken.installation().query("SELECT " + LOST_TABLE)).isNull();
  }

  private static String version(BrokenPostgres broken) throws Exception {
    return broken.installation().query("SELECT version FROM bet_types_version");
  }

  /** The worker acts on what the database says. */
  private static void follows(BrokenPostgres broken) throws Exception {
    String version = version(broken);
    await("it follows version " + version)
        .atMost(PATIENCE)
        .until(() -> broken.worker().readiness().contains("catalogue UP version " + version));
    await("and says so")
        .atMost(PATIENCE)
        .until(
            () ->
                broken
                    .installation()
                    .query(
                        "SELECT count(*) FROM worker_heartbeats WHERE catalogue_version = "
                            + version)
                    .equals("1"));
  }

  private static long cached(BrokenPostgres broken, String betType) {
    CacheKeys keys = CacheKeys.standard();
    long lines = 0;
    try (RedisClient redis = broken.installation().redis()) {
      for (int bucket = 0; bucket < CacheKeys.BUCKETS; bucket++) {
        lines += redis.zcard(keys.index(new BetType(betType), bucket));
      }
    }
    return lines;
  }
}
