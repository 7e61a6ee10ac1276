package io.betintel.ev.api.live;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.Routes;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLineReader;
import io.betintel.ev.cache.LineChanges;
import io.betintel.ev.cache.LineSource;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.SteadyClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/**
 * Live lines for any number of clients: one thread receives changes ({@link LineChanges}), one
 * reads and distributes lines, and a few write. A client costs no thread.
 */
public final class LiveLines implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(LiveLines.class);

  /** Changes within this span are read once and sent together. */
  private static final Duration BATCH = Duration.ofMillis(50);

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration PROBE = Duration.ofSeconds(3);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration AWAY = Duration.ofSeconds(1);
  private static final int WRITERS = 4;

  private final LineChanges changes;
  private final LiveHub hub;
  private final ScheduledExecutorService distributor =
      Executors.newSingleThreadScheduledExecutor(call -> daemon(call, "ev-live-lines"));
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(call -> daemon(call, "ev-live-probe"));
  private final ExecutorService writers =
      Executors.newFixedThreadPool(WRITERS, call -> daemon(call, "ev-live-writer"));
  private long awayUntil = System.nanoTime();

  private final List<Routes> routes;

  LiveLines(LineSource source, LineChanges changes, Access access, LiveLimits limits, Clock clock) {
    this.changes = changes;
    this.hub =
        new LiveHub(
            source, access, access::knows, limits, clock, new SteadyClock(clock, System::nanoTime));
    this.routes =
        List.of(
            new LiveRoutes(this, access),
            new BoardRoutes(source, access.views(), access.metrics()));
  }

  /**
   * @param redis for boards and live lines and nothing else
   */
  public static LiveLines of(
      RedisClient redis, CacheKeys keys, Access access, ApiConfig config, Clock clock) {
    return new LiveLines(
        new CachedLineReader(redis, keys, clock),
        new LineChanges(redis, keys),
        access,
        LiveLimits.of(config),
        clock);
  }

  public List<Routes> routes() {
    return routes;
  }

  LiveHub hub() {
    return hub;
  }

  /** The threads that write to clients. */
  Executor writers() {
    return writers;
  }

  @Override
  public void start() {
    changes.tell(hub);
    changes.start();
    every(BATCH, distributor, this::dispatch);
    every(LOOK, distributor, hub::look);
    every(HEARTBEAT, distributor, hub::heartbeat);
    every(PROBE, prober, changes::probe);
  }

  /** Streams wait while the cache is away, and say so; the worker stays ready for queries. */
  @Override
  public Check check() {
    Check heard = changes.check();
    return Check.up("live", heard.detail());
  }

  @Override
  public void close() {
    hub.stop();
    changes.close();
    prober.shutdownNow();
    distributor.shutdownNow();
    writers.shutdown();
    try {
      if (!writers.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.info("Some live streams were cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void dispatch() {
    if (System.nanoTime() - awayUntil >= 0 && !hub.dispatch()) {
      awayUntil = System.nanoTime() + AWAY.toNanos();
    }
  }

  private static void every(Duration span, ScheduledExecutorService thread, Runnable task) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            // The executor never again runs a task that throws.
            LOG.error("Live lines: {}", e.toString(), e);
          }
        };
    var unused = thread.scheduleWithFixedDelay(guarded, 0, span.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable call, String name) {
    Thread thread = new Thread(call, name);
    thread.setDaemon(true);
    return thread;
  }
}
