package io.betintel.ev.stream;

import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RootCause;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits until Kafka answers. */
public final class KafkaWait {
  private static final int ATTEMPT_MS = 2_000;

  private static final long PAUSE_MS = 500;

  private final KafkaConfig kafka;
  private Admin admin;

  public KafkaWait(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  /**
   * Returns a client once a broker answers. While no broker's name has an address there is none.
   *
   * @param patience how long to wait
   * @param progress receives one message, which says what is waited for
   * @throws ExecutionException if Kafka answers but refuses, as for a wrong credential
   * @throws java.util.concurrent.TimeoutException if no broker answers in time; its message names
   *     the servers
   */
  public Admin await(Duration patience, Consumer<String> progress)
      throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
    long end = System.nanoTime() + patience.toNanos();
    boolean told = false;
    try {
      for (String reason = trouble(); reason != null; reason = trouble()) {
        if (System.nanoTime() >= end) {
          throw new java.util.concurrent.TimeoutException(
              "Kafka at "
                  + kafka.bootstrapServers()
                  + " did not answer within "
                  + patience.toSeconds()
                  + " s"
                  + reason);
        }
        if (!told) {
          progress.accept("waiting for Kafka at " + kafka.bootstrapServers() + reason);
          told = true;
        }
      }
      Admin found = admin;
      admin = null;
      return found;
    } finally {
      if (admin != null) {
        admin.close(Duration.ZERO);
      }
    }
  }

  /** Null if a broker answers; else what is known of the reason, which may be nothing. */
  private String trouble() throws ExecutionException, InterruptedException {
    try {
      if (admin == null) {
        admin = Admin.create(kafka.clientProperties());
      }
    } catch (KafkaException e) {
      if (RootCause.isUnknownHost(e)) {
        Thread.sleep(PAUSE_MS);
        return ": " + RootCause.of(e);
      }
      throw e;
    }
    try {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(ATTEMPT_MS)).nodes().get();
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return KafkaTrouble.hint(kafka);
      }
      throw e;
    }
  }
}
