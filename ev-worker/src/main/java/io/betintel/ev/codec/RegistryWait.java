package io.betintel.ev.codec;

import io.betintel.ev.ops.RootCause;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits for a registry that is not up yet; the client itself does not retry a refused connection.
 */
public final class RegistryWait {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int FIRST_SERVER_ERROR = 500;

  private final SchemaRegistryClient client;
  private final String url;

  public RegistryWait(SchemaRegistryClient client, String url) {
    this.client = client;
    this.url = url;
  }

  /**
   * Returns once the registry answers with anything but a server error.
   *
   * @param patience how long to wait
   * @param progress receives once what this waits for and why
   * @throws IOException once the patience is over; the message names the registry
   */
  public void await(Duration patience, Consumer<String> progress)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    boolean told = false;
    for (String reason = failure(); reason != null; reason = failure()) {
      if (System.nanoTime() >= end) {
        throw new IOException(
            "the schema registry at "
                + url
                + " did not answer within "
                + patience.toSeconds()
                + " s: "
                + reason);
      }
      if (!told) {
        progress.accept("waiting for the schema registry at " + url + ": " + reason);
        told = true;
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private String failure() {
    try {
      client.getAllVersions(Topics.ODDS_EVENTS_SUBJECT);
      return null;
    } catch (RestClientException e) {
      return e.getStatus() < FIRST_SERVER_ERROR ? null : e.getMessage();
    } catch (IOException e) {
      return RootCause.of(e);
    }
  }
}
