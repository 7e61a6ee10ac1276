package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The latest snapshot of each bookmaker in one market. Mutable, confined to the thread that owns
 * the market's task. Any order of the same snapshots gives the same book.
 */
public final class MarketBook {
  private static final Comparator<MarketSnapshot> NEWEST =
      Comparator.comparing(MarketSnapshot::lastUpdate)
          .thenComparing(MarketSnapshot::bookmaker, Comparator.reverseOrder());

  private final MarketId market;
  private final SortedMap<Bookmaker, MarketSnapshot> snapshots = new TreeMap<>();
  private final SortedMap<Bookmaker, byte[]> entries = new TreeMap<>();

  public MarketBook(MarketId market) {
    this.market = market;
  }

  /** Adds an entry of the store, after a restart. */
  public void restore(Bookmaker bookmaker, byte[] entry) {
    entries.put(bookmaker, entry);
    snapshots.put(
        bookmaker, SnapshotFormat.decode(market.eventId(), market.betType(), bookmaker, entry));
  }

  /** Applies the snapshot unless the bookmaker's present one is newer or the same. */
  public Change apply(MarketSnapshot snapshot) {
    byte[] entry = SnapshotFormat.encode(snapshot);
    byte[] present = entries.get(snapshot.bookmaker());
    int age = present == null ? 1 : SnapshotFormat.compareAge(entry, present);
    if (age > 0) {
      entries.put(snapshot.bookmaker(), entry);
      snapshots.put(snapshot.bookmaker(), snapshot);
      return Change.APPLIED;
    }
    return age == 0 || sameQuote(snapshot, snapshots.get(snapshot.bookmaker()), entry, present)
        ? Change.DUPLICATE
        : Change.OLDER;
  }

  /**
   * Ends what the bookmaker offered before a later snapshot, which is refused: as if it had
   * suspended the market a millisecond before. So that very snapshot counts if it is sent again.
   *
   * @param lastUpdate of the snapshot that is refused
   * @param observedAt of it
   */
  public Change end(Bookmaker bookmaker, Instant lastUpdate, Instant observedAt) {
    MarketSnapshot present = snapshots.get(bookmaker);
    return present == null
        ? Change.DUPLICATE
        : apply(
            new MarketSnapshot(
                present.event(),
                present.betType(),
                bookmaker,
                List.of(),
                lastUpdate.minusMillis(1),
                observedAt,
                null));
  }

  /** The entry to store for a bookmaker. */
  public byte[] entry(Bookmaker bookmaker) {
    return entries.get(bookmaker).clone();
  }

  public boolean has(Bookmaker bookmaker) {
    return entries.containsKey(bookmaker);
  }

  /** How many bookmakers quote the market. */
  public int size() {
    return entries.size();
  }

  /** How many bytes the entries have, all together. */
  public long bytes() {
    return entries.values().stream().mapToLong(entry -> entry.length).sum();
  }

  /** How many outcomes they quote, all together. */
  public int outcomes() {
    return snapshots.values().stream().mapToInt(each -> each.outcomes().size()).sum();
  }

  /**
   * Undoes the last {@link #apply}.
   *
   * @param entry what the bookmaker had before; null if nothing
   */
  public void putBack(Bookmaker bookmaker, byte[] entry) {
    if (entry == null) {
      entries.remove(bookmaker);
      snapshots.remove(bookmaker);
    } else {
      restore(bookmaker, entry);
    }
  }

  public boolean isEmpty() {
    return snapshots.isEmpty();
  }

  /** The greatest record timestamp among the snapshots. */
  public Instant time() {
    return snapshots.values().stream()
        .map(MarketSnapshot::observedAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** The event according to the newest snapshot; the book is not empty. */
  public SportingEvent event() {
    return newest().event();
  }

  /** Every line that any bookmaker quotes, by id. */
  public SortedMap<LineId, Line> lines(Shape shape) {
    if (snapshots.isEmpty()) {
      return new TreeMap<>();
    }
    LinePairing pairing = new LinePairing(market, shape, event(), time());
    snapshots.values().forEach(pairing::add);
    return pairing.lines();
  }

  private MarketSnapshot newest() {
    return snapshots.values().stream().max(NEWEST).orElseThrow();
  }

  private static boolean sameQuote(
      MarketSnapshot one, MarketSnapshot other, byte[] entry, byte[] present) {
    return one.lastUpdate().equals(other.lastUpdate())
        && SnapshotFormat.sameContent(entry, present);
  }

  /** What a snapshot did to the book. */
  public enum Change {
    APPLIED,
    /** The same quote, observed again. */
    DUPLICATE,
    /** Older than the quote in the book, or of the same instant and lower in the order. */
    OLDER
  }
}
