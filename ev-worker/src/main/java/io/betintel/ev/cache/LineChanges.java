package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.RetryPause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Hears which lines change, on one thread and one connection for the whole process.
 *
 * <p>Pub/Sub and not a Redis stream: a message carries nothing but "look again", and whoever missed
 * one looks at everything again, which it must be able to do anyhow when Redis comes back without
 * its data. A stream would keep the ids in memory and be one hot key. Client-side tracking tells of
 * evictions too, but per key read and per connection. All bet types' channels are subscribed at
 * once, watched or not: so the subscription has one state, there or not.
 */
public final class LineChanges implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(LineChanges.class);
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(2));

  /** A server that answers no {@link #probe} for so long is taken for lost. */
  private static final int SILENCE_MS = 10_000;

  private final RedisClient redis;
  private final CacheKeys keys;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Listener listener;
  private Thread thread;
  private volatile Subscription subscription;
  private volatile String trouble = "not started";

  /** Called by the subscriber's thread; must not wait. */
  public interface Listener {
    /** From now on every change is told; of those before, nobody knows. */
    void listening();

    void changed(BetType betType, LineId line);

    /**
     * Lines went without a word about each.
     *
     * @param betType whose; empty for all
     */
    void cleared(Optional<BetType> betType);

    /** Changes are missed from now on, until {@link #listening}. */
    void lost(String why);
  }

  public LineChanges(RedisClient redis, CacheKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Before the start. */
  public void tell(Listener hearer) {
    listener = hearer;
  }

  @Override
  public void start() {
    thread = new Thread(this::run, "ev-line-changes");
    thread.setDaemon(true);
    thread.start();
  }

  /** Call it every few seconds: a connection that died in silence is noticed by it. */
  public void probe() {
    Subscription current = subscription;
    if (current != null) {
      try {
        current.probe();
      } catch (JedisException e) {
        current.cut();
      }
    }
  }

  @Override
  public Check check() {
    String wrong = trouble;
    return wrong == null
        ? Check.up("live", "hears changes")
        : Check.waiting("live", "hears no changes: " + wrong);
  }

  @Override
  public void close() {
    closed.countDown();
    Subscription current = subscription;
    if (current != null) {
      current.cut();
    }
    if (thread != null) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    int failures = 0;
    while (closed.getCount() > 0) {
      Subscription heard = null;
      String why = "the connection ended";
      try (Connection connection = redis.getPool().getResource()) {
        heard = new Subscription(connection);
        heard.hear();
      } catch (JedisException e) {
        why = String.valueOf(e.getMessage());
      }
      subscription = null;
      if (closed.getCount() == 0) {
        return;
      }
      if (heard != null && heard.listening) {
        failures = 0;
      }
      failures++;
      if (trouble == null || failures == 1) {
        LOG.warn("Live changes are missed until Redis answers again: {}", why);
      }
      trouble = why;
      listener.lost(why);
      try {
        if (closed.await(PAUSE.after(failures).toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private final class Subscription extends JedisPubSub {
    private final Connection connection;
    private final String[] patterns = {keys.allChanges(), keys.cleared()};
    private boolean listening;

    Subscription(Connection connection) {
      this.connection = connection;
    }

    void hear() {
      try {
        proceedWithPatterns(connection, patterns);
      } finally {
        // Never back to the pool as a connection that still hears.
        connection.setBroken();
      }
    }

    /**
     * Subscribes once more to what it is subscribed to, which is answered and changes nothing.
     * Jedis takes the answer to a PING for a broken connection where the protocol is RESP3.
     */
    void probe() {
      psubscribe(keys.cleared());
    }

    /** The thread that waits for messages gets an error instead. */
    void cut() {
      connection.disconnect();
    }

    @Override
    public void onPSubscribe(String pattern, int subscribed) {
      if (subscribed < patterns.length || listening) {
        return;
      }
      connection.setSoTimeout(SILENCE_MS);
      listening = true;
      trouble = null;
      subscription = this;
      LOG.info("Live changes are heard");
      listener.listening();
      if (closed.getCount() == 0) {
        cut();
      }
    }

    @Override
    public void onPMessage(String pattern, String channel, String message) {
      try {
        if (!pattern.equals(keys.cleared())) {
          listener.changed(keys.changed(channel), new LineId(message));
        } else if (message.equals(CacheKeys.EVERY_BET_TYPE)) {
          listener.cleared(Optional.empty());
        } else {
          listener.cleared(Optional.of(new BetType(message)));
        }
      } catch (InvalidOddsException e) {
        LOG.warn("Channel {} says \"{}\", which is no bet type's", channel, message);
      }
    }
  }
}
