package io.betintel.ev.api.live;

import io.betintel.ev.api.ApiMetrics;
import io.betintel.ev.api.Caller;
import io.betintel.ev.api.OpenedTypes;
import io.betintel.ev.api.Problem;
import io.betintel.ev.api.Sample;
import io.betintel.ev.api.live.LiveClient.Ending;
import io.betintel.ev.api.live.LiveClient.Snapshot;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.cache.LineChanges;
import io.betintel.ev.cache.LineSource;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Brings what changes to the clients that watch it. It has no thread of its own; see {@link
 * LiveLines}.
 *
 * <p>A client is told of changes from before its first line is read, so none falls between; that a
 * line read early must not be told after one read late is {@link WatchedLines}' business. Redis is
 * never asked with the lock held.
 */
final class LiveHub implements LineChanges.Listener {
  /** A line is some kilobytes, and every client that is slow holds one portion. */
  private static final int PORTION = 50;

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final LineSource source;
  private final OpenedTypes opened;
  private final Predicate<Caller> known;
  private final Sample sample;
  private final ApiMetrics metrics;
  private final LiveLimits limits;
  private final Clock clock;
  private final Set<LiveClient> clients = new HashSet<>();
  private final Map<BetType, WatchedLines> watched = new HashMap<>();
  private Map<BetType, Set<LineId>> changed = new HashMap<>();
  private boolean listening;
  private boolean stopped;

  /**
   * @param known whether a caller who was let in still would be
   */
  LiveHub(
      LineSource source,
      OpenedTypes opened,
      Predicate<Caller> known,
      Sample sample,
      LiveLimits limits,
      ApiMetrics metrics,
      Clock clock) {
    this.source = source;
    this.opened = opened;
    this.known = known;
    this.sample = sample;
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @throws Problem 503 if there are too many, or nobody knows what changes
   */
  synchronized LiveClient join(Caller caller, Set<BetType> asked) {
    if (stopped || !listening) {
      metrics.refused("cache");
      throw Problem.unavailable("the cache is away, so nobody knows what changes", RETRY);
    }
    if (clients.size() >= limits.streams()) {
      metrics.refused("streams");
      throw Problem.unavailable(
          clients.size() + " live streams are open, which is all that may be", RETRY);
    }
    LiveClient client = new LiveClient(caller, asked, limits.queueBytes(), clock.instant());
    clients.add(client);
    metrics.streamOpened();
    Set<BetType> betTypes = asked.isEmpty() ? opened.seenBy(caller.role()) : asked;
    client.queue().say(null, LiveEvents.opened(caller, sample, betTypes));
    betTypes.forEach(betType -> watch(client, betType));
    return client;
  }

  /** What is to be sent next; null if there is nothing, and {@link #more} may find something. */
  byte[] next(LiveClient client) {
    return client.take(clock.instant());
  }

  /** The stream is over; once more changes nothing. */
  synchronized void leave(LiveClient client, Ending reason) {
    if (!clients.remove(client)) {
      return;
    }
    metrics.streamClosed(reason.label());
    List.copyOf(client.watching().keySet()).forEach(betType -> unwatch(client, betType));
    if (reason != Ending.BET_TYPE) {
      client.queue().clear();
    }
    client.end(reason);
    client.wake();
  }

  /** No more clients, and none of those that there are. */
  synchronized void stop() {
    stopped = true;
    List.copyOf(clients).forEach(client -> leave(client, Ending.STOPPING));
  }

  /**
   * Reads some more of what is there for a client that has been sent everything else. Waits for
   * Redis.
   *
   * @return whether there may be something to send now
   */
  boolean more(LiveClient client) {
    Snapshot snapshot;
    synchronized (this) {
      snapshot = client.unfinished();
    }
    if (snapshot == null) {
      return false;
    }
    List<LineId> portion;
    List<CachedLine> lines;
    try {
      if (!snapshot.begun()) {
        List<LineId> ids = source.ids(snapshot.betType());
        snapshot.begin(client.caller().free() ? sampled(ids) : ids);
      }
      portion = snapshot.next(PORTION);
      lines = source.lines(snapshot.betType(), portion);
    } catch (JedisException e) {
      return false; // look() wakes the client to try again
    }
    return tell(client, snapshot, portion.size(), lines);
  }

  private synchronized boolean tell(
      LiveClient client, Snapshot snapshot, int portion, List<CachedLine> lines) {
    BetType betType = snapshot.betType();
    if (client.watching().get(betType) != snapshot) {
      return true; // begun anew meanwhile, or closed
    }
    if (!opened.sees(client.caller().role(), betType)) {
      return false; // look() closes it
    }
    WatchedLines known = watched.get(betType);
    int told = 0;
    for (CachedLine line : lines) {
      if (line.shown().isPresent() && known.accept(line, clock.instant())) {
        Role role = client.caller().role();
        client.queue().put(betType, line.id(), LiveEvents.line(role, line.shown().get()));
        told++;
      }
    }
    metrics.streamEvents(LiveEvents.LINE, told);
    if (snapshot.sent(portion, told)) {
      client.queue().say(betType, LiveEvents.complete(betType, snapshot.lines()));
    }
    return true;
  }

  /**
   * Tells everybody what has changed since the last time. Waits for Redis.
   *
   * @return false if Redis is away: try again later
   */
  boolean dispatch() {
    Map<BetType, Set<LineId>> batch;
    synchronized (this) {
      batch = changed;
      changed = new HashMap<>();
    }
    for (Map.Entry<BetType, Set<LineId>> entry : batch.entrySet()) {
      WatchedLines known;
      int epoch;
      synchronized (this) {
        known = watched.get(entry.getKey());
        if (known == null) {
          continue;
        }
        epoch = known.epoch();
      }
      try {
        List<LineId> ids = List.copyOf(entry.getValue());
        fanOut(entry.getKey(), known, epoch, source.lines(entry.getKey(), ids));
      } catch (JedisException e) {
        synchronized (this) {
          batch.forEach((betType, ids) -> idsOf(betType).addAll(ids));
        }
        return false;
      }
    }
    return true;
  }

  private synchronized void fanOut(
      BetType betType, WatchedLines known, int epoch, List<CachedLine> lines) {
    if (watched.get(betType) != known || known.epoch() != epoch) {
      return; // all lines are sent anew anyhow, or nobody is left
    }
    Instant now = clock.instant();
    List<CachedLine> newer = lines.stream().filter(line -> known.accept(line, now)).toList();
    send(betType, known, newer);
  }

  /** Each line is redacted once per role, however many clients there are. */
  private void send(BetType betType, WatchedLines known, List<CachedLine> lines) {
    Map<Role, Boolean> seen = new EnumMap<>(Role.class);
    List<LiveClient> told =
        known.clients.stream()
            .filter(
                client ->
                    seen.computeIfAbsent(
                        client.caller().role(), role -> opened.sees(role, betType)))
            .toList();
    Set<LiveClient> behind = new LinkedHashSet<>();
    for (CachedLine line : lines) {
      Map<Role, byte[]> frames = new EnumMap<>(Role.class);
      boolean sampled = sample.contains(line.id().text());
      int sent = 0;
      for (LiveClient client : told) {
        if (client.caller().free() && !sampled) {
          continue;
        }
        byte[] frame =
            frames.computeIfAbsent(client.caller().role(), role -> frame(betType, role, line));
        sent++;
        if (!client.queue().put(betType, line.id(), frame)) {
          behind.add(client);
        }
      }
      metrics.streamEvents(line.shown().isPresent() ? LiveEvents.LINE : LiveEvents.WITHDRAWN, sent);
    }
    behind.forEach(this::overtaken);
    told.forEach(LiveClient::wake);
  }

  /**
   * More waits for the client than may: it begins anew, and reads at its own pace what is there
   * then.
   */
  private void overtaken(LiveClient client) {
    metrics.streamEvents(LiveEvents.RESET, client.watching().size());
    List.copyOf(client.watching().keySet()).forEach(client::begin);
  }

  private static byte[] frame(BetType betType, Role role, CachedLine line) {
    return line.shown()
        .map(shown -> LiveEvents.line(role, shown))
        .orElseGet(() -> LiveEvents.withdrawn(betType, line));
  }

  /** Follows the catalogue, the keys and the clock; call it a few times a second. */
  synchronized void look() {
    Map<Role, Set<BetType>> seen = new EnumMap<>(Role.class);
    Instant now = clock.instant();
    for (LiveClient client : List.copyOf(clients)) {
      if (!known.test(client.caller())) {
        leave(client, Ending.KEY);
      } else if (client.leftWaiting(now).compareTo(limits.stall()) > 0) {
        leave(client, Ending.SLOW);
      } else {
        follow(client, seen.computeIfAbsent(client.caller().role(), opened::seenBy));
      }
    }
    List<BetType> betTypes = List.copyOf(watched.keySet());
    for (BetType betType : betTypes) {
      WatchedLines known = watched.get(betType);
      if (known != null) {
        send(betType, known, known.expire(now));
      }
    }
  }

  private void follow(LiveClient client, Set<BetType> opens) {
    for (BetType betType : List.copyOf(client.watching().keySet())) {
      if (!opens.contains(betType)) {
        unwatch(client, betType);
        client.queue().forget(betType);
        client.queue().say(betType, LiveEvents.closed(betType, client.caller().role()));
        client.wake();
      }
    }
    if (client.asked().isEmpty()) {
      opens.stream()
          .filter(betType -> !client.watching().containsKey(betType))
          .forEach(betType -> watch(client, betType));
    } else if (client.watching().isEmpty()) {
      leave(client, Ending.BET_TYPE);
    }
    if (client.unfinished() != null) {
      client.wake();
    }
  }

  synchronized void heartbeat() {
    for (LiveClient client : clients) {
      if (client.queue().isEmpty()) {
        client.queue().say(null, LiveEvents.HEARTBEAT);
      }
      client.wake();
    }
  }

  @Override
  public synchronized void listening() {
    listening = true;
    changed.clear();
    List.copyOf(watched.keySet()).forEach(this::reset);
  }

  @Override
  public synchronized void changed(BetType betType, LineId line) {
    if (watched.containsKey(betType)) {
      idsOf(betType).add(line);
    }
  }

  @Override
  public synchronized void cleared(Optional<BetType> betType) {
    betType.map(Set::of).orElseGet(() -> Set.copyOf(watched.keySet())).forEach(this::reset);
  }

  @Override
  public synchronized void lost(String why) {
    if (listening) {
      listening = false;
      for (LiveClient client : clients) {
        client.queue().say(null, LiveEvents.waiting());
        client.wake();
      }
    }
  }

  private void reset(BetType betType) {
    WatchedLines known = watched.get(betType);
    if (known == null) {
      return;
    }
    known.reset();
    metrics.streamEvents(LiveEvents.RESET, known.clients.size());
    for (LiveClient client : known.clients) {
      client.begin(betType);
      client.wake();
    }
  }

  private void watch(LiveClient client, BetType betType) {
    watched.computeIfAbsent(betType, unused -> new WatchedLines()).clients.add(client);
    client.begin(betType);
    client.wake();
  }

  private void unwatch(LiveClient client, BetType betType) {
    client.watching().remove(betType);
    WatchedLines known = watched.get(betType);
    known.clients.remove(client);
    if (known.clients.isEmpty()) {
      watched.remove(betType);
    }
  }

  private Set<LineId> idsOf(BetType betType) {
    return changed.computeIfAbsent(betType, unused -> new LinkedHashSet<>());
  }

  private List<LineId> sampled(List<LineId> ids) {
    return new ArrayList<>(ids.stream().filter(id -> sample.contains(id.text())).toList());
  }
}
