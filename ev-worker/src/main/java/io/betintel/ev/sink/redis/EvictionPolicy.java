package io.betintel.ev.sink.redis;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.TimedThread;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Watches that Redis deletes no key by itself: with any {@code maxmemory-policy} but {@value
 * #RIGHT}, lines vanish from boards and live streams without an error.
 */
public final class EvictionPolicy implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(EvictionPolicy.class);
  private static final String NAME = "eviction";
  private static final String RIGHT = "noeviction";
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final UnifiedJedis redis;
  private volatile String policy = "";
  private final TimedThread thread =
      new TimedThread(
          NAME,
          "sink-redis-eviction",
          new TimedThread.Work() {
            @Override
            public Duration turn() {
              look();
              return EVERY;
            }

            @Override
            public Check check() {
              return Check.up(NAME, policy.isEmpty() ? "not known" : "maxmemory-policy " + policy);
            }
          });

  public EvictionPolicy(UnifiedJedis redis, MeterRegistry registry) {
    this.redis = redis;
    Gauge.builder("ev.cache.evicts", this, EvictionPolicy::evicts)
        .description("Whether Redis may delete cached lines by itself.")
        .register(registry);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Lines are written and read all the same: the worker is ready. */
  @Override
  public Check check() {
    return thread.check();
  }

  @Override
  public void close() {
    thread.close();
  }

  /** Whether Redis may delete keys by itself, or does not say. */
  static boolean mayEvict(UnifiedJedis redis) {
    return ServerInfo.text(redis, "memory", "maxmemory_policy").filter(RIGHT::equals).isEmpty();
  }

  private double evicts() {
    return policy.isEmpty() ? Double.NaN : policy.equals(RIGHT) ? 0 : 1;
  }

  void look() {
    Optional<String> now;
    try {
      now = ServerInfo.text(redis, "memory", "maxmemory_policy");
    } catch (JedisException e) {
      now = Optional.empty(); // the sink says that Redis is away
    }
    String found = now.orElse("");
    if (!found.equals(policy) && !found.isEmpty() && !found.equals(RIGHT)) {
      LOG.warn(
          "Redis has maxmemory-policy {}: when its memory is full it deletes cached lines, which are"
              + " then missing on boards until they are written again. Set maxmemory-policy {}",
          found,
          RIGHT);
    }
    policy = found;
  }
}
