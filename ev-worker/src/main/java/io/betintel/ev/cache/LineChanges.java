package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.RetryPause;
import io.betintel.ev.ops.RootCause;
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
 * Receives which lines change, on one thread and one connection for the whole process.
 *
 * <p>Pub/Sub and not a Redis stream: a message only means "look again", and a reader that missed
 * one looks at everything again, as it must when Redis comes back without its data. A stream would
 * keep the ids in memory and be one hot key. Client-side tracking also reports evictions, but only
 * for keys that this connection has read. The channels of all bet types are subscribed at once,
 * watched or not, so the subscription is either there or not.
 */
public final class LineChanges implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(LineChanges.class);
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(2));

  /** A server that has not answered a {@link #probe} for so long is lost. */
  private static final int SILENCE_MS = 10_000;

  private final RedisClient redis;
  private final CacheKeys keys;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Listener listener;
  private Thread thread;
  private volatile Subscription subscription;
  private volatile String trouble = "not started";

  /** Called by the subscriber's thread; its methods must not wait. */
  public interface Listener {
    /** From now on every change is reported; earlier ones are unknown. */
    void listening();

    void changed(BetType betType, LineId line);

    /**
     * Lines were deleted without a message for each.
     *
     * @param betType the lines' bet type; empty for all bet types
     */
    void cleared(Optional<BetType> betType);

    /** Changes are missed from now on until {@link #listening} is called. */
    void lost(String why);
  }

  public LineChanges(RedisClient redis, CacheKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /** Call this once, before the start. */
  public void tell(Listener receiver) {
    listener = receiver;
  }

  @Override
  public void start() {
    thread = new Thread(this::run, "ev-line-changes");
    thread.setDaemon(true);
    thread.start();
  }

  /** Call this every few seconds: it detects a dead connection that reports no error. */
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
        ? Check.up("live", "receives changes")
        : Check.waiting("live", "receives no changes: " + wrong);
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
      Subscription current = null;
      String why = "the connection ended";
      try (Connection connection = redis.getPool().getResource()) {
        current = new Subscription(connection);
        current.receive();
      } catch (JedisException e) {
        why = RootCause.of(e);
      }
      subscription = null;
      if (closed.getCount() == 0) {
        return;
      }
      if (current != null && current.listening) {
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

    void receive() {
      try {
        proceedWithPatterns(connection, patterns);
      } finally {
        // The pool must not reuse a connection that is still subscribed.
        connection.setBroken();
      }
    }

    /**
     * Repeats a subscription, which Redis answers and which changes nothing. Not a PING: with RESP3
     * Jedis reads the answer as a broken connection.
     */
    void probe() {
      psubscribe(keys.cleared());
    }

    /** Ends the wait for messages with an error. */
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
      LOG.info("Live changes are received");
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
        LOG.warn(
            "Ignored the message \"{}\" on channel {}: it is not a valid id or bet type",
            message,
            channel);
      }
    }
  }
}
