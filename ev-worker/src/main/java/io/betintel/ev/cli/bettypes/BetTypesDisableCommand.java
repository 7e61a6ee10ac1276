package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.cli.console.ChosenBetType;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = {
      "Switches a bet type off: its events wait in odds.parked, nothing of it is published or"
          + " stored, and its cached lines are deleted. Its rows in PostgreSQL stay, and so do its"
          + " label and its schema symbol. Nothing is lost: enabling it brings it to where it would"
          + " have been.",
      "Disabling a disabled bet type changes nothing.",
      "",
      "With --wait it returns once every live worker acts on the change.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD; EV_REDIS_URL, EV_REDIS_USER,"
          + " EV_REDIS_PASSWORD."
    })
final class BetTypesDisableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ChosenBetType betType;
  @Mixin private Acknowledgement acknowledgement;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    RedisConfig redis = RedisConfig.from(settings);
    try (CatalogueAccess catalogue = CatalogueAccess.open(settings)) {
      CatalogueEdit edit = catalogue.change(editor -> editor.enable(betType.get(), false));
      spec.commandLine()
          .getOut()
          .println(
              betType.get()
                  + (edit.changed() ? " is disabled" : " is disabled already")
                  + "; catalogue version "
                  + edit.version());
      boolean done = acknowledgement.await(catalogue.workers(), edit).isPresent();
      done &= uncache(redis, edit) || !acknowledgement.isAsked();
      return done ? 0 : 1;
    }
  }

  /** Workers do the same within a second, but perhaps no worker runs. */
  private boolean uncache(RedisConfig config, CatalogueEdit edit) {
    try (RedisClient redis = config.client()) {
      long lines = new CacheGate(redis, CacheKeys.standard()).shut(betType.get(), edit.version());
      spec.commandLine()
          .getOut()
          .println(
              lines < 0
                  ? "It was enabled again meanwhile: the cache stays as it is"
                  : "No line of it is cached; removed here: " + lines);
      return true;
    } catch (JedisException e) {
      spec.commandLine()
          .getErr()
          .println(
              "Redis ("
                  + config.uri()
                  + ") is away, so the workers delete the cached lines: "
                  + e.getMessage());
      return false;
    }
  }
}
