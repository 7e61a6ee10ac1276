package io.betintel.ev.cli.setup;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.sink.postgres.PostgresRebuild;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redis.clients.jedis.RedisClient;

@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = "The stores of priced lines: PostgreSQL and Redis.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {SinkCommand.Rebuild.class, CommandLine.HelpCommand.class})
public final class SinkCommand {
  private SinkCommand() {}

  enum Store {
    postgres,
    redis
  }

  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      description = {
        "Empties a store, so that it is filled again from the lines topic.",
        "Workers may keep running: each notices within a few seconds and reads the topic from its"
            + " beginning, also one whose sink waits because the topic was recreated.",
        "",
        "postgres: empties events and bets; bet_history stays. Reads EV_POSTGRES_URL,"
            + " EV_POSTGRES_USER, EV_POSTGRES_PASSWORD.",
        "redis: deletes every key that begins with ev:v1. Reads EV_REDIS_URL, EV_REDIS_USER,"
            + " EV_REDIS_PASSWORD."
      })
  static final class Rebuild implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "STORE", description = "The store: ${COMPLETION-CANDIDATES}.")
    private Store store;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      Settings settings = Configuration.fromEnvironment(System.getenv());
      switch (store) {
        case postgres -> rebuildPostgres(PostgresConfig.from(settings), out);
        case redis -> rebuildRedis(RedisConfig.from(settings), out);
      }
      return 0;
    }

    private static void rebuildPostgres(PostgresConfig config, PrintWriter out) {
      try (HikariDataSource pool = PostgresPool.of(config, "ev-worker-rebuild")) {
        new PostgresRebuild(pool).run();
      } catch (SQLException e) {
        throw new IllegalStateException(
            "Nothing was changed: " + DatabaseTrouble.describe(e) + " (" + config.shown() + ")", e);
      }
      out.println("events and bets are empty; running workers fill them from the beginning");
    }

    private static void rebuildRedis(RedisConfig config, PrintWriter out) {
      try (RedisClient redis = config.client()) {
        long keys =
            new CachedLines(redis, CacheKeys.standard(), Clock.systemUTC()).clearEverything();
        out.println(keys + " keys deleted; running workers fill the cache from the beginning");
      }
    }
  }
}
