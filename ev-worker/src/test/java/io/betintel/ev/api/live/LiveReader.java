package io.betintel.ev.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one client of the hub knows by the events that it took. */
final class LiveReader {
  private final HubInHand inHand;
  private final LiveClient client;
  private final Map<BetType, List<String>> ids;
  private final Map<String, Long> lines = new TreeMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private boolean reading;

  /**
   * @param ids of the lines that each bet type may have
   */
  LiveReader(HubInHand inHand, LiveClient client, Map<BetType, List<String>> ids) {
    this.inHand = inHand;
    this.client = client;
    this.ids = ids;
  }

  LiveClient client() {
    return client;
  }

  boolean isOpen() {
    return client.ending().isEmpty();
  }

  /** The version of each line that the client shows. */
  Map<String, Long> lines() {
    return lines;
  }

  /**
   * Takes the next event, or has more of the first lines read; only one thread writes to a client.
   *
   * @return whether there was something to do
   */
  boolean step() {
    if (reading) {
      return false;
    }
    Optional<String> event = inHand.next(client);
    event.ifPresent(this::take);
    if (event.isPresent()) {
      return true;
    }
    reading = true;
    boolean more = inHand.hub.more(client);
    reading = false;
    return more;
  }

  private void take(String event) {
    String[] words = event.split(" ", -1);
    switch (words[0]) {
      case "reset", "closed" -> {
        List<String> forgotten = ids.get(new BetType(words[1]));
        lines.keySet().removeAll(forgotten);
        newest.keySet().removeAll(forgotten);
      }
      case "line" -> {
        long version = Long.parseLong(words[2]);
        assertThat(version)
            .as("a line never goes back: %s", event)
            .isGreaterThanOrEqualTo(newest.getOrDefault(words[1], 0L));
        lines.put(words[1], version);
        newest.put(words[1], version);
      }
      case "withdrawn" -> {
        lines.remove(words[1]);
        if (!words[2].isEmpty()) { // else the cache has forgotten it, and its version
          newest.merge(words[1], Long.parseLong(words[2]) + 1, Math::max);
        }
      }
      default -> {
        // about the stream, not about lines
      }
    }
  }
}
