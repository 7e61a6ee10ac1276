package io.betintel.ev.stream;

import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.SnapshotTimes;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * All entries of one market in the store.
 *
 * @param snapshots each bookmaker's entry
 * @param withdrawn the lines that get a tombstone when the market is over
 */
record StoredMarket(MarketId id, SortedMap<Bookmaker, byte[]> snapshots, List<LineId> withdrawn) {

  /** Its entries in the store. */
  int size() {
    return snapshots.size() + withdrawn.size();
  }

  MarketBook book() {
    MarketBook book = new MarketBook(id);
    book.restore(snapshots);
    return book;
  }

  /** The event's start by the newest snapshot: the same as by the book, without opening it. */
  Instant commenceTime() {
    Instant newest = Instant.MIN;
    Instant commenceTime = Instant.MIN;
    for (byte[] entry : snapshots.values()) { // of equally new ones the first bookmaker's
      SnapshotTimes times = SnapshotTimes.of(entry);
      if (times.lastUpdate().isAfter(newest)) {
        newest = times.lastUpdate();
        commenceTime = times.commenceTime();
      }
    }
    return commenceTime;
  }

  /** The greatest record timestamp among the snapshots. */
  Instant time() {
    Instant latest = Instant.MIN;
    for (byte[] entry : snapshots.values()) {
      Instant observedAt = SnapshotTimes.of(entry).observedAt();
      latest = observedAt.isAfter(latest) ? observedAt : latest;
    }
    return latest;
  }
}
