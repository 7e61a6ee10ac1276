package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.CatalogueEdit;
import io.betintel.ev.cli.console.ChosenBetTypes;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.worker.Configuration;
import java.util.List;
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
      "Switches bet types off: their events wait in odds.parked, nothing of them is published or"
          + " stored, and their cached lines are deleted. Their rows in PostgreSQL stay, and so do"
          + " their labels and schema symbols. Nothing is lost: enabling a bet type brings it to"
          + " where it would have been.",
      "Disabling a disabled bet type changes nothing.",
      "",
      "With --wait it returns once every live worker acts on the change.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD; EV_REDIS_URL, EV_REDIS_USER,"
          + " EV_REDIS_PASSWORD."
    })
final class BetTypesDisableCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ChosenBetTypes betTypes;
  @Mixin private Acknowledgement acknowledgement;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    RedisConfig redis = RedisConfig.from(settings);
    try (CatalogueAccess catalogue = CatalogueAccess.open(settings)) {
      Flagging flagging = new Flagging(catalogue, spec);
      betTypes.all().forEach(betType -> flagging.set(betType, false));
      if (flagging.last().isEmpty()) {
        return 1;
      }
      boolean done =
          acknowledgement.await(catalogue.workers(), flagging.last().get()).isPresent()
              && !flagging.isRefused();
      done &= uncache(redis, flagging.edits()) || !acknowledgement.isAsked();
      return done ? 0 : 1;
    }
  }

  /** Workers do the same within a second, but perhaps no worker runs. */
  private boolean uncache(RedisConfig config, List<CatalogueEdit> edits) {
    try (RedisClient redis = config.client()) {
      for (CatalogueEdit edit : edits) {
        long lines =
            new CacheGate(redis, CacheKeys.standard()).shut(edit.betType(), edit.version());
        spec.commandLine()
            .getOut()
            .println(
                lines < 0
                    ? edit.betType() + " was enabled again meanwhile: the cache stays as it is"
                    : "No line of " + edit.betType() + " is cached; removed here: " + lines);
      }
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
