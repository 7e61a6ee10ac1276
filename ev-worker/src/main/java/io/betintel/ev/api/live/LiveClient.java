package io.betintel.ev.api.live;

import io.betintel.ev.api.Caller;
import io.betintel.ev.odds.BetType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One live stream, as the hub knows it. Guarded by the hub's lock, but for the queue. */
final class LiveClient {
  private final Caller caller;
  private final Set<BetType> asked;
  private final LiveQueue queue;
  private final Map<BetType, ClientSnapshot> watching = new LinkedHashMap<>();
  private volatile Runnable wake = () -> {};
  private volatile Instant keptUpAt;
  private volatile Ending ending;

  /** Why a stream ends. */
  enum Ending {
    /** The client went. */
    CLIENT,
    /** It did not take what was sent. */
    SLOW,
    /** Its key was revoked, or has another role now. */
    KEY,
    /** No bet type that it asked for is opened to it any more. */
    BET_TYPE,
    /** The server stops. */
    STOPPING;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param asked empty for all that are opened to the caller, also those that will be
   * @param queueBytes how much may wait for the client
   */
  LiveClient(Caller caller, Set<BetType> asked, long queueBytes, Instant now) {
    this.caller = caller;
    this.asked = Set.copyOf(asked);
    this.queue = new LiveQueue(queueBytes);
    this.keptUpAt = now;
  }

  Caller caller() {
    return caller;
  }

  Set<BetType> asked() {
    return asked;
  }

  LiveQueue queue() {
    return queue;
  }

  /**
   * How long its connection has taken nothing although something waits. A span in which nothing
   * waited ends with a call: ask more often than the spans that matter.
   */
  Duration leftWaiting(Instant now) {
    if (queue.isEmpty()) {
      keptUpAt = now;
    }
    return Duration.between(keptUpAt, now);
  }

  /** What to send next; empty if nothing waits. */
  Optional<byte[]> take(Instant now) {
    Optional<byte[]> frame = queue.poll();
    if (frame.isPresent()) {
      keptUpAt = now;
    }
    return frame;
  }

  Map<BetType, ClientSnapshot> watching() {
    return watching;
  }

  /** Whom to tell that there is something to send, or that the stream has ended; must not wait. */
  void onWake(Runnable call) {
    wake = call;
  }

  void wake() {
    wake.run();
  }

  /** Empty while the stream goes on. */
  Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  void end(Ending reason) {
    ending = reason;
  }

  /** Everything there is of the bet type is to be sent, from the beginning. */
  void begin(BetType betType) {
    queue.forget(betType);
    queue.say(betType, LiveEvents.reset(betType));
    watching.put(betType, new ClientSnapshot(betType));
  }

  /** The first bet type whose lines were not all sent. */
  Optional<ClientSnapshot> unfinished() {
    return watching.values().stream().filter(each -> !each.done()).findFirst();
  }
}
