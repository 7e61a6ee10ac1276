package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = {
      "Switches a bet type off: its events wait in odds.parked, nothing of it is published or"
          + " stored, and its cached lines go. Rows in PostgreSQL stay, and so do label and schema"
          + " symbol. Nothing is lost: enabling brings it to where it would have been.",
      "Disabling what is disabled changes nothing.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD; EV_REDIS_URL, EV_REDIS_USER,"
          + " EV_REDIS_PASSWORD."
    })
final class BetTypesDisableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", converter = BetTypeConverter.class, description = "Which.")
  private BetType betType;

  @Mixin private WaitOption wait;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = Configuration.fromEnvironment(System.getenv());
    RedisConfig redis = RedisConfig.from(settings);
    try (CatalogueAccess catalogue = CatalogueAccess.open(settings)) {
      CatalogueEdit edit = catalogue.change(editor -> editor.enable(betType, false));
      out.println(
          betType
              + (edit.changed() ? " is disabled" : " is disabled already")
              + "; catalogue version "
              + edit.version());
      PrintWriter err = spec.commandLine().getErr();
      boolean done = !wait.asked() || wait.await(catalogue, edit, out, err) != null;
      done &= uncache(redis, edit, out, err) || !wait.asked();
      return done ? 0 : 1;
    }
  }

  /** Workers do the same within a second; but perhaps none runs. */
  private boolean uncache(
      RedisConfig config, CatalogueEdit edit, PrintWriter out, PrintWriter err) {
    try (RedisClient redis = config.client()) {
      long lines = new CacheGate(redis, CacheKeys.standard()).shut(betType, edit.version());
      out.println(
          lines < 0
              ? "It has been enabled again meanwhile: the cache stays as it is"
              : "No line of it is cached; removed here: " + lines);
      return true;
    } catch (JedisException e) {
      err.println(
          "The cached lines are left to the workers: Redis ("
              + config.uri()
              + ") is away: "
              + e.getMessage());
      return false;
    }
  }
}
