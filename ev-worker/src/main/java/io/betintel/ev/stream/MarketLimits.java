package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.codec.Quoted;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.Limit;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The limits of a process's markets. A snapshot that exceeds one is a dead letter, which can be
 * sent again: nothing else waits for it, and no other market notices. What the bookmaker offered
 * before in the market ends with it.
 *
 * @param store bytes of heap that the tasks' stores take, all together
 * @param open bytes of heap that open markets take, beside the stores, in all tasks together
 * @param bookmakers of one market
 * @param outcomes of one snapshot; the decoder has refused more
 * @param lines of one market
 * @param lineOutcomes of one line, of all its bookmakers together
 */
record MarketLimits(
    HeapShare store,
    HeapShare open,
    Limit bookmakers,
    Limit outcomes,
    Limit lines,
    Limit lineOutcomes) {
  /** A quarter of what a reader of another release takes; each is a row of {@code bets}. */
  static final int MOST_LINE_OUTCOMES = 5_000;

  static MarketLimits of(LimitConfig config, MeterRegistry registry) {
    long heap = Runtime.getRuntime().maxMemory();
    return new MarketLimits(
        new HeapShare(new Limit("store", heap / 100 * config.storePercent(), registry)),
        new HeapShare(new Limit("open_markets", heap / 100 * config.openPercent(), registry)),
        new Limit("bookmakers", config.bookmakers(), registry),
        new Limit("outcomes", MarketSnapshot.MOST_OUTCOMES, registry),
        new Limit("lines", config.lines(), registry),
        new Limit("line_outcomes", MOST_LINE_OUTCOMES, registry));
  }

  /**
   * Takes the snapshot into the book, if there is room.
   *
   * @throws BrokenRecordException if there is none; the book is as before
   */
  MarketBook.Change apply(MarketSnapshot snapshot, MarketBook book, Shape shape) {
    outcomes.allows(snapshot.outcomes().size());
    boolean another = !book.has(snapshot.bookmaker());
    if (another && !store.hasRoom()) {
      throw refused(
          snapshot,
          Reason.STORE_FULL,
          "the snapshots take "
              + store.most() / 1_048_576
              + " MiB, all that they may take (EV_MOST_STORE_PERCENT): add workers or memory");
    }
    if (another && !bookmakers.allows(book.size() + 1L)) {
      throw refused(
          snapshot,
          Reason.TOO_MANY_BOOKMAKERS,
          "bookmaker "
              + snapshot.bookmaker()
              + " is beyond the "
              + bookmakers.most()
              + " that market "
              + snapshot.marketId()
              + " may have (EV_MOST_BOOKMAKERS)");
    }
    byte[] before = another ? null : book.entry(snapshot.bookmaker());
    MarketBook.Change change = book.apply(snapshot);
    if (change != MarketBook.Change.APPLIED) {
      return change;
    }
    if (!hasRoomForLines(book, shape)) {
      book.putBack(snapshot.bookmaker(), before);
      throw refused(
          snapshot,
          Reason.TOO_MANY_LINES,
          "with it market "
              + snapshot.marketId()
              + " would have more than "
              + lines.most()
              + " lines (EV_MOST_LINES)");
    }
    if (!hasRoomForOutcomes(book, shape, snapshot)) {
      book.putBack(snapshot.bookmaker(), before);
      throw refused(
          snapshot,
          Reason.TOO_MANY_OUTCOMES,
          "with it a line of market "
              + snapshot.marketId()
              + " would have more than "
              + lineOutcomes.most()
              + " outcomes, of all bookmakers together: spell names alike, or say with point and"
              + " description which line an outcome is of");
    }
    long longer = before == null ? 0 : book.entry(snapshot.bookmaker()).length - before.length;
    if (longer > 0 && !store.mayGrow(longer)) {
      book.putBack(snapshot.bookmaker(), before);
      throw refused(
          snapshot,
          Reason.STORE_FULL,
          "it is "
              + longer
              + " bytes longer than the bookmaker's last one, and the snapshots would take more than"
              + " a quarter beyond "
              + store.most() / 1_048_576
              + " MiB (EV_MOST_STORE_PERCENT): add workers or memory");
    }
    return change;
  }

  private static BrokenRecordException refused(
      MarketSnapshot snapshot, Reason reason, String message) {
    return new BrokenRecordException(reason, message, null, Quoted.of(snapshot));
  }

  private boolean hasRoomForOutcomes(MarketBook book, Shape shape, MarketSnapshot snapshot) {
    return lineOutcomes.allows(
        book.outcomes() <= lineOutcomes.most()
            ? snapshot.outcomes().size()
            : book.paired(shape).mostOutcomes(snapshot.bookmaker()));
  }

  /** No line is without an outcome: most markets need not be paired to be counted. */
  private boolean hasRoomForLines(MarketBook book, Shape shape) {
    int outcomes = book.outcomes();
    return lines.allows(outcomes <= lines.most() ? outcomes : book.paired(shape).size());
  }
}
