package io.betintel.ev.feed;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a poll from another thread. Only waits are cut short: an interrupt could also hit the middle
 * of a send to Kafka.
 */
public final class PollStop {
  private final CompletableFuture<Void> requested = new CompletableFuture<>();

  public void request() {
    requested.complete(null);
  }

  public boolean isRequested() {
    return requested.isDone();
  }

  /** Returns when the span is over or the stop is requested. */
  public void sleep(Duration span) throws InterruptedException {
    try {
      requested.get(span.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the span is over
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // nothing completes it exceptionally
    }
  }

  /**
   * The future's result.
   *
   * @throws InterruptedException if the stop was requested first
   * @throws TimeoutException if neither happens within the span
   */
  public <T> T await(CompletableFuture<T> future, Duration span)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      CompletableFuture.anyOf(future, requested).get(span.toMillis(), TimeUnit.MILLISECONDS);
      if (!future.isDone()) {
        throw new InterruptedException("stopped");
      }
      return future.get();
    } finally {
      future.cancel(true);
    }
  }
}
