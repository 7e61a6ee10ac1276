package io.betintel.ev.api.live;

import io.betintel.ev.api.ApiMetrics;
import io.betintel.ev.api.OpenedTypes;
import io.betintel.ev.api.Sample;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.odds.BetType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts lines that were read into the queues of the clients that watch and may see them. A line that
 * is older than what was sent before is dropped. Guarded by the hub's lock.
 */
final class Delivery {
  private final Watchers watchers;
  private final OpenedTypes opened;
  private final Sample sample;
  private final ApiMetrics metrics;

  Delivery(Watchers watchers, OpenedTypes opened, Sample sample, ApiMetrics metrics) {
    this.watchers = watchers;
    this.opened = opened;
    this.sample = sample;
    this.metrics = metrics;
  }

  /**
   * Lines that existed when a client began the bet type, for this client only.
   *
   * @return whether something may wait for the client now
   */
  boolean first(
      LiveClient client, ClientSnapshot snapshot, FirstLines.Portion portion, Instant now) {
    BetType betType = snapshot.betType();
    Role role = client.caller().role();
    if (client.watching().get(betType) != snapshot) {
      return true; // it began again or was closed meanwhile
    }
    if (!opened.sees(role, betType)) {
      return false; // look() closes it
    }
    WatchedLines told = watchers.of(betType).orElseThrow();
    int lines = 0;
    for (CachedLine line : portion.lines()) {
      if (line.shown().isPresent() && told.accept(line, now)) {
        client.queue().put(betType, line.id(), frame(told, betType, role, line));
        lines++;
      }
    }
    metrics.streamEvents(LiveEvents.LINE, lines);
    if (snapshot.sent(portion.ids(), lines)) {
      client.queue().say(betType, LiveEvents.complete(betType, snapshot.lines()));
    }
    return true;
  }

  /** Lines as they are after a change. */
  void changed(BetType betType, List<CachedLine> lines, Instant now) {
    watchers
        .of(betType)
        .ifPresent(
            watched ->
                send(
                    betType,
                    watched,
                    lines.stream().filter(line -> watched.accept(line, now)).toList()));
  }

  /** Withdraws the lines that have just become invalid. */
  void expired(BetType betType, Instant now) {
    watchers.of(betType).ifPresent(watched -> send(betType, watched, watched.expire(now)));
  }

  /**
   * Each line is redacted and written once, however many clients watch it. A client that may not
   * see the bet type now begins it again: if the type is opened to it again before look() closes
   * it, nobody sends these lines a second time.
   */
  private void send(BetType betType, WatchedLines watched, List<CachedLine> lines) {
    if (lines.isEmpty()) {
      return;
    }
    Map<Role, Boolean> seen = new EnumMap<>(Role.class);
    List<LiveClient> clients = new ArrayList<>();
    for (LiveClient client : watched.clients) {
      if (seen.computeIfAbsent(client.caller().role(), role -> opened.sees(role, betType))) {
        clients.add(client);
      } else {
        metrics.streamEvents(LiveEvents.RESET, 1);
        client.begin(betType);
      }
    }
    Set<LiveClient> behind = new LinkedHashSet<>();
    for (CachedLine line : lines) {
      boolean sampled = sample.contains(line.id().text());
      int sent = 0;
      for (LiveClient client : clients) {
        if (client.caller().free() && !sampled) {
          continue;
        }
        byte[] frame = frame(watched, betType, client.caller().role(), line);
        sent++;
        if (!client.queue().put(betType, line.id(), frame)) {
          behind.add(client);
        }
      }
      metrics.streamEvents(line.shown().isPresent() ? LiveEvents.LINE : LiveEvents.WITHDRAWN, sent);
    }
    behind.forEach(this::beginAgain);
    clients.forEach(LiveClient::wake);
  }

  /** The client's queue is full: it begins again, and reads at its own pace what exists then. */
  private void beginAgain(LiveClient client) {
    metrics.streamEvents(LiveEvents.RESET, client.watching().size());
    List.copyOf(client.watching().keySet()).forEach(client::begin);
  }

  private byte[] frame(WatchedLines watched, BetType betType, Role role, CachedLine line) {
    return watched.frame(
        line,
        role,
        () ->
            line.shown()
                .map(shown -> LiveEvents.line(role, sample, shown))
                .orElseGet(() -> LiveEvents.withdrawn(betType, line)));
  }
}
