package io.betintel.ev.ops;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a broker's name has an address. In Kubernetes a service has none before its first pod
 * is ready, and Kafka's clients refuse to be created then.
 */
public final class KafkaName implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaName.class);
  private static final String NAME = "kafka";

  private final String servers;
  private final Resolver resolver;
  private final long pauseMillis;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean found;

  /** Looks a name up. */
  @FunctionalInterface
  interface Resolver {
    void resolve(String host) throws UnknownHostException;
  }

  /**
   * @param servers {@code host:port}, comma-separated
   */
  public KafkaName(String servers) {
    this(servers, InetAddress::getByName, 1_000);
  }

  KafkaName(String servers, Resolver resolver, long pauseMillis) {
    this.servers = servers;
    this.resolver = resolver;
    this.pauseMillis = pauseMillis;
  }

  /** Returns once one of the names has an address; waits without limit. */
  @Override
  public void start() {
    boolean told = false;
    try {
      while (!anyResolves()) {
        if (!told) {
          LOG.warn("waiting: {}", missing());
          told = true;
        }
        if (closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      found = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean anyResolves() {
    for (String server : servers.split(",", -1)) {
      String address = server.strip();
      try {
        resolver.resolve(address.substring(0, address.lastIndexOf(':')));
        return true;
      } catch (UnknownHostException e) {
        // the next one, or later
      }
    }
    return false;
  }

  private String missing() {
    return KafkaConfig.BOOTSTRAP_SERVERS.key()
        + " is \""
        + servers
        + "\": no such host is known yet";
  }

  @Override
  public Check check() {
    return found ? Check.up(NAME, servers) : Check.waiting(NAME, missing());
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
