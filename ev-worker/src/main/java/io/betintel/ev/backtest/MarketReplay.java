package io.betintel.ev.backtest;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One market in event time, through the stream's own book. Snapshots that were observed at the same
 * time are one moment: no bet is possible between them.
 *
 * @param betting the moments at which offers can be bet on, in order: all but the close
 * @param close the last moment before the start; null if that was too long before it
 * @param applied snapshots that changed the book
 * @param superseded snapshots that did not: repeated, or older than the one in the book
 * @param afterStart snapshots that were observed once the event had started: not replayed
 */
record MarketReplay(
    MarketId market,
    List<LinesAt> betting,
    LinesAt close,
    int applied,
    int superseded,
    int afterStart) {

  /**
   * @param closeWithin how long before the start the last moment may be to count as the close; a
   *     price of the day before does not
   */
  static MarketReplay of(
      MarketId market, Shape shape, List<MarketSnapshot> snapshots, Duration closeWithin) {
    SortedMap<Instant, List<MarketSnapshot>> observed = new TreeMap<>();
    for (MarketSnapshot snapshot : snapshots) {
      observed.computeIfAbsent(snapshot.observedAt(), at -> new ArrayList<>()).add(snapshot);
    }
    MarketBook book = new MarketBook(market);
    List<LinesAt> moments = new ArrayList<>(observed.size());
    int applied = 0;
    int superseded = 0;
    int afterStart = 0;
    for (Map.Entry<Instant, List<MarketSnapshot>> seen : observed.entrySet()) {
      boolean moved = false;
      for (MarketSnapshot snapshot : seen.getValue()) {
        if (!snapshot.observedAt().isBefore(snapshot.event().commenceTime())) {
          afterStart++;
          continue;
        }
        moved = true;
        if (book.apply(snapshot) == MarketBook.Change.APPLIED) {
          applied++;
        } else {
          superseded++;
        }
      }
      if (moved) {
        moments.add(new LinesAt(seen.getKey(), List.copyOf(book.lines(shape).values())));
      }
    }
    LinesAt close = null;
    if (!moments.isEmpty()) {
      LinesAt last = moments.get(moments.size() - 1);
      if (!last.at().plus(closeWithin).isBefore(book.event().commenceTime())) {
        close = last;
        moments.remove(moments.size() - 1);
      }
    }
    return new MarketReplay(market, List.copyOf(moments), close, applied, superseded, afterStart);
  }
}
