package io.betintel.ev.feed;

import io.betintel.ev.feed.ImportSummary.FileSummary;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the snapshots of one file or poll as they are sent. For one thread. */
final class SendCounts {
  private final SortedMap<BetType, Integer> produced = new TreeMap<>();
  private final SortedMap<BetType, Integer> notInRegistry = new TreeMap<>();
  private int suspensions;

  /**
   * @param known whether the registry's schema has the bet type: then it was sent
   */
  void count(MarketSnapshot snapshot, boolean known) {
    (known ? produced : notInRegistry).merge(snapshot.betType(), 1, Integer::sum);
    if (known && snapshot.isSuspension()) {
      suspensions++;
    }
  }

  FileSummary summary(String name, int empty) {
    return new FileSummary(name, produced, suspensions, notInRegistry, empty);
  }
}
