package io.betintel.ev.api.live;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The lines that have changed since they were last read, each once. For any thread. */
final class ChangedLines {
  private Map<BetType, Set<LineId>> lines = new HashMap<>();

  /** Returns how many of the bet type wait now. */
  synchronized int add(BetType betType, Collection<LineId> changed) {
    Set<LineId> waiting = lines.computeIfAbsent(betType, unused -> new LinkedHashSet<>());
    waiting.addAll(changed);
    return waiting.size();
  }

  synchronized void forget(BetType betType) {
    lines.remove(betType);
  }

  /** Returns all of them and forgets them. */
  synchronized Map<BetType, Set<LineId>> take() {
    Map<BetType, Set<LineId>> taken = lines;
    lines = new HashMap<>();
    return taken;
  }

  synchronized void clear() {
    lines.clear();
  }
}
