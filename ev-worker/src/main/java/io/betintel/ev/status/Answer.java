package io.betintel.ev.status;

import io.betintel.ev.ops.RootCause;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * What a server answered, or why it did not.
 *
 * @param server such as {@code Kafka}
 * @param address where it was asked, without credentials
 * @param value null if it did not answer
 * @param trouble why it did not answer, in one line; null if it did
 */
public record Answer<T>(String server, String address, T value, String trouble) {

  public boolean up() {
    return trouble == null;
  }

  /** Never throws: whatever goes wrong becomes the answer. */
  static <T> Answer<T> of(String server, String address, Callable<T> question) {
    try {
      return new Answer<>(server, address, question.call(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer<>(server, address, null, "interrupted");
    } catch (ExecutionException e) {
      return new Answer<>(server, address, null, RootCause.of(e));
    } catch (Exception e) {
      return new Answer<>(server, address, null, RootCause.of(e));
    }
  }
}
