package io.betintel.ev.api.live;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.util.ArrayList;
import java.util.List;

/** How much of a bet type's lines one client was sent. Used by one thread at a time. */
final class ClientSnapshot {
  private final BetType betType;
  private List<LineId> left = List.of();
  private int sent;
  private boolean begun;
  private volatile boolean done;

  ClientSnapshot(BetType betType) {
    this.betType = betType;
  }

  BetType betType() {
    return betType;
  }

  boolean begun() {
    return begun;
  }

  void begin(List<LineId> ids) {
    left = new ArrayList<>(ids);
    begun = true;
  }

  /** The ids to read next: at most as many as the portion has. */
  List<LineId> next(int portion) {
    return List.copyOf(left.subList(Math.max(0, left.size() - portion), left.size()));
  }

  /**
   * The ids that were next are done.
   *
   * @param ids how many they were
   * @param lines how many of them were sent
   * @return whether all are done
   */
  boolean sent(int ids, int lines) {
    sent += lines;
    left.subList(left.size() - ids, left.size()).clear();
    done = left.isEmpty();
    return done;
  }

  boolean done() {
    return done;
  }

  /** How many lines were sent. */
  int lines() {
    return sent;
  }
}
