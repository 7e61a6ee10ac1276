package io.betintel.ev.api.live;

import io.betintel.ev.api.Access;
import io.betintel.ev.api.ApiMetrics;
import io.betintel.ev.api.Caller;
import io.betintel.ev.api.OpenedTypes;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.cache.LineChanges;
import io.betintel.ev.cache.LineSource;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Brings changes to the clients that watch them. It has no thread of its own; see {@link
 * LiveLines}.
 *
 * <p>A client receives changes from before its first line is read, so no change is lost; {@link
 * WatchedLines} drops a line that was read early and arrives late. Redis is never asked with the
 * lock held.
 */
final class LiveHub implements LineChanges.Listener {
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final LineSource source;
  private final Access access;
  private final OpenedTypes opened;
  private final Predicate<Caller> known;
  private final ApiMetrics metrics;
  private final LiveLimits limits;
  private final Limit queues;
  private final Limit changes;
  private final Clock clock;
  private final Clock steady;
  private final FirstLines first;
  private final ChangedLines changed = new ChangedLines();
  private final Watchers watchers = new Watchers();
  private final Delivery delivery;
  private final Set<LiveClient> clients = new HashSet<>();
  private Instant probedAt = Instant.MIN;
  private boolean listening;
  private boolean stopped;

  /**
   * @param known whether a caller who was let in still would be
   * @param clock says until when lines are valid
   * @param steady says how long clients take nothing, whatever the clock is set to
   */
  LiveHub(
      LineSource source,
      Access access,
      Predicate<Caller> known,
      LiveLimits limits,
      Clock clock,
      Clock steady) {
    this.steady = steady;
    this.source = source;
    this.access = access;
    this.opened = access.opened();
    this.known = known;
    this.metrics = access.metrics();
    this.limits = limits;
    this.clock = clock;
    this.queues = metrics.limit("live_queues", limits.allQueuesBytes());
    this.changes = metrics.limit("live_changes", limits.changes());
    this.first = new FirstLines(source, access.sample());
    this.delivery = new Delivery(watchers, opened, access.sample(), metrics);
  }

  /**
   * @param address where the caller is, for its share
   * @throws Problem 503 if too many streams are open, or changes are unknown; 429 if too many of
   *     them are the caller's
   */
  synchronized LiveClient join(Caller caller, String address, Set<BetType> asked) {
    if (stopped || !listening) {
      metrics.refused("cache");
      throw Problem.unavailable("the cache is away, so changes are unknown", RETRY);
    }
    Optional<Problem> refusal = limits.refusal(clients, caller, address);
    if (refusal.isPresent()) {
      metrics.refused("streams");
      probe();
      throw refusal.get();
    }
    LiveClient client = new LiveClient(caller, address, asked, limits.queueBytes());
    clients.add(client);
    metrics.streamOpened();
    Set<BetType> betTypes = asked.isEmpty() ? opened.seenBy(caller.role()) : asked;
    client.queue().say(LiveEvents.opened(caller, access.sample(), betTypes));
    betTypes.forEach(betType -> watchers.add(client, betType));
    return client;
  }

  /** What to send next; empty if nothing waits, and {@link #more} may find something. */
  Optional<byte[]> next(LiveClient client) {
    return client.queue().poll();
  }

  /** The client's connection takes nothing more for now. */
  void blocked(LiveClient client) {
    client.blocked(steady.instant());
  }

  /** The stream is over; a second call changes nothing. */
  synchronized void leave(LiveClient client, Ending reason) {
    if (!clients.remove(client)) {
      return;
    }
    metrics.streamClosed(reason.label());
    List.copyOf(client.watching().keySet()).forEach(betType -> watchers.remove(client, betType));
    if (reason != Ending.BET_TYPE) {
      client.queue().clear();
    }
    client.end(reason);
    client.wake();
  }

  /** Lets no client join, and ends the streams of all clients. */
  synchronized void stop() {
    stopped = true;
    List.copyOf(clients).forEach(client -> leave(client, Ending.STOPPING));
  }

  /**
   * Reads more of the lines that exist, for a client that was sent everything else. Waits for
   * Redis.
   *
   * @return whether something may wait for the client now
   */
  boolean more(LiveClient client) {
    Optional<ClientSnapshot> unfinished;
    synchronized (this) {
      unfinished = client.unfinished();
    }
    if (unfinished.isEmpty()) {
      return false;
    }
    ClientSnapshot snapshot = unfinished.get();
    return first
        .read(client.caller(), snapshot)
        .map(portion -> tell(client, snapshot, portion))
        .orElse(false); // look() wakes the client to try again
  }

  private synchronized boolean tell(
      LiveClient client, ClientSnapshot snapshot, FirstLines.Portion portion) {
    boolean waits = delivery.first(client, snapshot, portion, clock.instant());
    cutSlowest();
    return waits;
  }

  /**
   * Sends every client what has changed since the last call. Waits for Redis.
   *
   * @return false if Redis is away: try again later
   */
  boolean dispatch() {
    Map<BetType, Set<LineId>> batch = changed.take();
    for (Map.Entry<BetType, Set<LineId>> entry : batch.entrySet()) {
      BetType betType = entry.getKey();
      Optional<WatchedLines> watched;
      int epoch;
      synchronized (this) {
        watched = watchers.of(betType);
        epoch = watched.map(WatchedLines::epoch).orElse(0);
      }
      if (watched.isEmpty()) {
        continue;
      }
      try {
        List<CachedLine> lines = source.lines(betType, List.copyOf(entry.getValue()));
        tell(betType, watched.get(), epoch, lines);
      } catch (JedisException e) {
        batch.forEach(changed::add);
        return false;
      }
    }
    return true;
  }

  private synchronized void tell(
      BetType betType, WatchedLines watched, int epoch, List<CachedLine> lines) {
    if (watchers.of(betType).orElse(null) == watched && watched.epoch() == epoch) {
      delivery.changed(betType, lines, clock.instant());
      cutSlowest();
    } // else all lines are sent again anyhow, or no client is left
  }

  /** Follows the catalogue, the keys and the clock; call it a few times a second. */
  synchronized void look() {
    Map<Role, Set<BetType>> seen = new EnumMap<>(Role.class);
    Instant now = clock.instant();
    Instant passed = steady.instant();
    for (LiveClient client : List.copyOf(clients)) {
      if (!known.test(client.caller())) {
        leave(client, Ending.KEY);
      } else if (client.blockedFor(passed).compareTo(limits.stall()) > 0) {
        leave(client, Ending.SLOW);
      } else {
        follow(client, seen.computeIfAbsent(client.caller().role(), opened::seenBy));
      }
    }
    for (BetType betType : watchers.betTypes()) {
      delivery.expired(betType, now);
      watchers
          .of(betType)
          .map(watched -> watched.outdated(now))
          .filter(outdated -> !outdated.isEmpty())
          .ifPresent(outdated -> changed.add(betType, outdated));
    }
    cutSlowest();
  }

  /** Those who take what they are sent must not lose it to those who do not. */
  private void cutSlowest() {
    while (!queues.allows(clients.stream().mapToLong(client -> client.queue().bytes()).sum())) {
      LiveClient slowest =
          Collections.max(clients, Comparator.comparingLong(client -> client.queue().bytes()));
      leave(slowest, Ending.SLOW);
    }
  }

  private void follow(LiveClient client, Set<BetType> opens) {
    for (BetType betType : List.copyOf(client.watching().keySet())) {
      if (!opens.contains(betType)) {
        watchers.remove(client, betType);
        client.queue().forget(betType);
        client.queue().say(betType, LiveEvents.closed(betType, client.caller().role()));
        client.wake();
      }
    }
    if (client.asked().isEmpty()) {
      opens.stream()
          .filter(betType -> !client.watching().containsKey(betType))
          .forEach(betType -> watchers.add(client, betType));
    } else if (client.watching().isEmpty()) {
      leave(client, Ending.BET_TYPE);
    }
    if (client.unfinished().isPresent()) {
      client.wake();
    }
  }

  /**
   * Finds out which clients have gone without a word, so that whoever was refused finds room: a
   * connection that was aborted shows it only when something is written.
   */
  private void probe() {
    Instant now = steady.instant();
    if (now.isAfter(probedAt.plus(PROBE))) {
      probedAt = now;
      heartbeat();
    }
  }

  synchronized void heartbeat() {
    for (LiveClient client : clients) {
      if (client.queue().isEmpty()) {
        client.queue().say(LiveEvents.HEARTBEAT);
      }
      client.wake();
    }
  }

  @Override
  public synchronized void listening() {
    listening = true;
    changed.clear();
    watchers.betTypes().forEach(this::begin);
  }

  @Override
  public synchronized void changed(BetType betType, LineId line) {
    if (watchers.of(betType).isPresent()) {
      if (!changes.allows(changed.add(betType, Set.of(line)))) {
        changed.forget(betType);
        begin(betType);
      }
    }
  }

  @Override
  public synchronized void cleared(Optional<BetType> betType) {
    betType.map(Set::of).orElseGet(watchers::betTypes).forEach(this::begin);
  }

  @Override
  public synchronized void lost(String why) {
    if (listening) {
      listening = false;
      for (LiveClient client : clients) {
        client.queue().say(LiveEvents.waiting());
        client.wake();
      }
    }
  }

  private void begin(BetType betType) {
    metrics.streamEvents(LiveEvents.RESET, watchers.begin(betType));
  }
}
