package io.betintel.ev.stream;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits until Kafka answers. */
public final class KafkaWait {
  private static final int ATTEMPT_MS = 2_000;

  private final Admin admin;
  private final String servers;

  public KafkaWait(Admin admin, String servers) {
    this.admin = admin;
    this.servers = servers;
  }

  /**
   * Returns once a broker answers.
   *
   * @param patience how long to wait
   * @param progress receives one message, which says what is waited for
   * @throws ExecutionException if Kafka answers but refuses, as for a wrong credential
   * @throws java.util.concurrent.TimeoutException if no broker answers in time; its message names
   *     the servers
   */
  public void await(Duration patience, Consumer<String> progress)
      throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
    long end = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (!answers()) {
      if (System.nanoTime() >= end) {
        throw new java.util.concurrent.TimeoutException(
            "Kafka at " + servers + " did not answer within " + patience.toSeconds() + " s");
      }
      if (!told) {
        progress.accept("waiting for Kafka at " + servers);
        told = true;
      }
    }
  }

  private boolean answers() throws ExecutionException, InterruptedException {
    try {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(ATTEMPT_MS)).nodes().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return false;
      }
      throw e;
    }
  }
}
