package io.betintel.ev.api.live;

import io.betintel.ev.odds.BetType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which clients watch which bet type, and what they were told. Guarded by the hub's lock. */
final class Watchers {
  private final Map<BetType, WatchedLines> watched = new HashMap<>();

  /** Every bet type that a client watches. */
  Set<BetType> betTypes() {
    return Set.copyOf(watched.keySet());
  }

  /** Empty if no client watches it. */
  Optional<WatchedLines> of(BetType betType) {
    return Optional.ofNullable(watched.get(betType));
  }

  void add(LiveClient client, BetType betType) {
    watched.computeIfAbsent(betType, unused -> new WatchedLines()).clients.add(client);
    client.begin(betType);
    client.wake();
  }

  void remove(LiveClient client, BetType betType) {
    client.watching().remove(betType);
    WatchedLines lines = watched.get(betType);
    lines.clients.remove(client);
    if (lines.clients.isEmpty()) {
      watched.remove(betType);
    }
  }

  /** Every client of the bet type begins again; returns how many there are. */
  int begin(BetType betType) {
    WatchedLines lines = watched.get(betType);
    if (lines == null) {
      return 0;
    }
    lines.reset();
    for (LiveClient client : lines.clients) {
      client.begin(betType);
      client.wake();
    }
    return lines.clients.size();
  }
}
