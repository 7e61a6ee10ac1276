package io.betintel.ev.api;

import io.betintel.ev.ops.HttpGuard;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request that has one of its caller's shares until its answer is sent. */
public final class RunningRequest {
  private static final String ATTRIBUTE = "running";
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Shares shares;
  private final Caller caller;
  private final AtomicBoolean over = new AtomicBoolean();

  private RunningRequest(Shares shares, Caller caller) {
    this.shares = shares;
    this.caller = caller;
  }

  /**
   * @throws Problem 429 if the caller has as many already as it may
   */
  static void begin(Context request, Shares shares, Caller caller, ApiMetrics metrics) {
    if (!shares.enter(caller)) {
      metrics.refused("requests");
      throw Problem.tooMany(
          shares.most(caller)
              + (caller.anonymous()
                  ? " requests without a key are being answered, which is the most: send a key, or"
                      + " ask again"
                  : " requests with this key are being answered, which is the most: wait for an"
                      + " answer before the next question"),
          AGAIN);
    }
    RunningRequest running = new RunningRequest(shares, caller);
    request.attribute(ATTRIBUTE, running);
    HttpGuard.afterwards(request.req(), running::end);
  }

  /** The request goes on for long and takes no thread: it counts elsewhere. */
  public static void forget(Context request) {
    RunningRequest running = request.attribute(ATTRIBUTE);
    if (running != null) {
      running.end();
    }
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      shares.leave(caller);
    }
  }
}
