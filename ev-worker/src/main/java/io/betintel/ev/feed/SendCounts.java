package io.betintel.ev.feed;

import io.betintel.ev.feed.ImportSummary.FileSummary;
import io.betintel.ev.feed.ImportSummary.Prices;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the snapshots of one file or poll as they are sent. For one thread. */
final class SendCounts {
  private final SortedMap<BetType, Integer> produced = new TreeMap<>();
  private final SortedMap<BetType, Integer> notInRegistry = new TreeMap<>();
  private final SortedMap<String, Integer> left = new TreeMap<>();
  private int suspensions;
  private int prices;

  /**
   * @param known whether the registry's schema has the bet type: then it was sent
   */
  void count(MarketSnapshot snapshot, boolean known) {
    (known ? produced : notInRegistry).merge(snapshot.betType(), 1, Integer::sum);
    if (known) {
      prices += snapshot.outcomes().size();
      suspensions += snapshot.isSuspension() ? 1 : 0;
    } else {
      left.merge(
          snapshot.betType() + ": the registry's schema lacks the bet type",
          snapshot.outcomes().size(),
          Integer::sum);
    }
  }

  /** The snapshot is not sent. */
  void leaveOut(MarketSnapshot snapshot, String why) {
    left.merge(why, snapshot.outcomes().size(), Integer::sum);
  }

  FileSummary summary(FeedFile file) {
    file.prices().left().forEach((what, count) -> left.merge(what, count, Integer::sum));
    return summary(file.name(), file.empty(), file.prices().read(), file.lost(), file.notes());
  }

  /**
   * @param read how many prices there were
   * @param problems how many of them the problems cost
   */
  FileSummary summary(String name, int empty, int read, int problems, List<String> notes) {
    return new FileSummary(
        name,
        produced,
        suspensions,
        notInRegistry,
        empty,
        new Prices(read, prices, problems, left),
        notes);
  }
}
