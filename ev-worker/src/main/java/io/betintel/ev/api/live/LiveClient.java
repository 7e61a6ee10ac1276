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

/** One live stream, as the hub knows it. Guarded by the hub's lock, except for the queue. */
final class LiveClient {
  private final Caller caller;
  private final String address;
  private final Set<BetType> asked;
  private final LiveQueue queue;
  private final Map<BetType, ClientSnapshot> watching = new LinkedHashMap<>();
  private volatile Runnable wake = () -> {};
  private volatile Instant blockedAt;
  private volatile Ending ending;

  /** Why a stream ends. */
  enum Ending {
    /** The client closed it. */
    CLIENT,
    /** The client took nothing for too long. */
    SLOW,
    /** The key was revoked, or has another role now. */
    KEY,
    /** None of its bet types is opened to the caller any more. */
    BET_TYPE,
    /** The server stops. */
    STOPPING;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param address where the caller is
   * @param asked empty for every bet type that is or will be opened to the caller
   * @param queueBytes how much may wait for the client
   */
  LiveClient(Caller caller, String address, Set<BetType> asked, long queueBytes) {
    this.caller = caller;
    this.address = address;
    this.asked = Set.copyOf(asked);
    this.queue = new LiveQueue(queueBytes);
  }

  Caller caller() {
    return caller;
  }

  String address() {
    return address;
  }

  Set<BetType> asked() {
    return asked;
  }

  LiveQueue queue() {
    return queue;
  }

  /**
   * How long the connection has taken no byte although something waits. Time in which nothing was
   * written to it is not the client's: in a storm of joining clients some wait for a writer.
   */
  Duration blockedFor(Instant now) {
    Instant since = blockedAt;
    return since == null ? Duration.ZERO : Duration.between(since, now);
  }

  /** The connection takes nothing more for now. */
  void blocked(Instant now) {
    if (blockedAt == null) {
      blockedAt = now;
    }
  }

  /** The connection takes bytes again. */
  void flowing() {
    blockedAt = null;
  }

  Map<BetType, ClientSnapshot> watching() {
    return watching;
  }

  /** What to call when something waits or the stream has ended; it must not block. */
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

  /** Sends all lines of the bet type from the beginning. */
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
