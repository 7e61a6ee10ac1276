package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.cli.console.WaitOption;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.migrations.CommandGrants;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.rename.Rename;
import io.betintel.ev.rename.RenameRefusal;
import io.betintel.ev.rollout.RolloutTurn;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

@Command(
    name = "rename",
    mixinStandardHelpOptions = true,
    description = {
      "Renames a bet type while everything runs: from a moment on that every live worker has"
          + " acknowledged, events that are sent under OLD, whoever goes on sending them, are applied"
          + " as NEW. Snapshots, lines, cached entries, rows and parked events follow. OLD stays a"
          + " symbol of the registry, and in the catalogue an alias of NEW.",
      "",
      "NEW has a label and a row: add it with bet-types add first. Events of both wait for some"
          + " seconds in between; what was published stays. If it is stopped, run it again: it goes"
          + " on. bet_history is not rewritten; the read API shows one history.",
      "",
      "There is nothing to rehearse on a copy of the database: what takes time is the workers, Kafka"
          + " and Redis, which a copy lacks. Its statements change rows of the one bet type, 500 at"
          + " a time, and lock no table. --plan says how many rows.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD; EV_KAFKA_BOOTSTRAP_SERVERS and"
          + " the other settings of Kafka; EV_REDIS_URL, EV_REDIS_USER, EV_REDIS_PASSWORD."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done, or nothing was left to do",
      "  1  refused, or a worker or a sink did not act in time; it says what was done",
      "  2  wrong usage or configuration"
    })
final class BetTypesRenameCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      converter = BetTypeConverter.class,
      description = "The bet type to rename.")
  private BetType from;

  @Parameters(
      index = "1",
      paramLabel = "NEW",
      converter = BetTypeConverter.class,
      description = "Its name from now on.")
  private BetType to;

  @Option(names = "--plan", description = "Print the steps and change nothing.")
  private boolean plan;

  @Option(
      names = "--abort",
      description = "End the hold of a rename that was stopped before OLD was an alias.")
  private boolean abort;

  @Option(names = "--rehearse", paramLabel = "URL", hidden = true, description = "Refused.")
  private String rehearsal;

  @Mixin private WaitOption wait;

  @Override
  @SuppressWarnings("try") // the turn is held, not used
  public Integer call() throws Exception {
    if (rehearsal != null) {
      throw new ParameterException(
          spec.commandLine(),
          "bet-types rename has no --rehearse: what takes time is the workers, Kafka and Redis,"
              + " which a copy of the database lacks, and its statements lock no table. --plan"
              + " says how many rows it would change");
    }
    Settings settings = Configuration.fromEnvironment(System.getenv());
    PostgresConfig postgres = PostgresConfig.from(settings);
    PrintWriter err = spec.commandLine().getErr();
    try (var pool = PostgresPool.of(postgres, "ev-worker-bet-types");
        RolloutTurn turn = plan ? null : RolloutTurn.take(postgres, wait.patience(), err::println);
        Rename rename =
            new Rename(
                pool,
                new LiveWorkers(pool, CatalogueConfig.from(settings)),
                KafkaConfig.from(settings),
                Topics.from(settings),
                wait.patience(),
                this::print)) {
      requireRights(pool);
      if (plan) {
        rename.plan(from, to).forEach(this::print);
      } else if (abort) {
        rename.abort(from, to);
        print("The hold is ended: events of " + from + " and " + to + " return under their names");
      } else {
        Optional<Duration> held = rename.run(from, to);
        uncache(pool, RedisConfig.from(settings));
        print(
            from
                + " is "
                + to
                + held.map(
                        each ->
                            "; no event of either was applied for "
                                + each.toMillis()
                                + " ms, and"
                                + " those that came meanwhile are returned")
                    .orElse(""));
      }
      return 0;
    } catch (RenameRefusal e) {
      err.println(e.getMessage());
      return 1;
    } catch (SQLException e) {
      throw new IllegalStateException(
          DatabaseTrouble.describe(e)
              + " ("
              + postgres.shown()
              + "). Every step is done wholly or not at all: run the command again",
          e);
    }
  }

  /** Before the first step, not in the middle: the caller prints the statements. */
  private static void requireRights(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      if (!CommandGrants.missing(connection, List.of("bet-types rename")).isEmpty()) {
        throw new IllegalStateException("Nothing was changed: the database user lacks rights");
      }
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** Workers do the same within a second, but perhaps no worker runs. */
  private void uncache(DataSource pool, RedisConfig config) throws SQLException {
    try (RedisClient redis = config.client()) {
      new CacheGate(redis, CacheKeys.standard())
          .shut(from, new CatalogueTable().read(pool).version());
    } catch (JedisException e) {
      spec.commandLine()
          .getErr()
          .println(
              "Redis ("
                  + config.uri()
                  + ") is away, so the workers delete the cached lines: "
                  + e.getMessage());
    }
  }
}
