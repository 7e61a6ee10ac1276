package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The latest snapshot of each bookmaker in one market. Mutable, confined to the thread that owns
 * the market's task. Any order of the same snapshots gives the same book.
 */
public final class MarketBook {
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final MarketId market;
  private final ByBookmaker<Held> held = new ByBookmaker<>();

  private long bytes;
  private int outcomes;
  private PairedLines paired;

  /** See {@link #time}; {@link #UNKNOWN} if it is to be looked for. */
  private long time = UNKNOWN;

  /** The newest snapshot by its last update, of equally new ones the first; null if unknown. */
  private Held newest;

  public MarketBook(MarketId market) {
    this.market = market;
  }

  public MarketId market() {
    return market;
  }

  /** Adds an entry of the store, after a restart. */
  public void restore(Bookmaker bookmaker, byte[] entry) {
    restore(Map.of(bookmaker, entry));
  }

  /** Adds entries of the store, after a restart: what their texts repeat is kept once. */
  public void restore(Map<Bookmaker, byte[]> entries) {
    Map<String, String> texts = new HashMap<>();
    UnaryOperator<String> known =
        text -> {
          String before = text == null ? null : texts.putIfAbsent(text, text);
          return before == null ? text : before;
        };
    entries.forEach(
        (bookmaker, entry) ->
            put(
                SnapshotFormat.decode(market.eventId(), market.betType(), bookmaker, entry, known),
                entry));
  }

  /** Applies the snapshot unless the bookmaker's present one is newer or the same. */
  public Change apply(MarketSnapshot snapshot) {
    byte[] entry = SnapshotFormat.encode(snapshot);
    Held present = held.get(snapshot.bookmaker());
    int age = present == null ? 1 : SnapshotFormat.compareAge(entry, present.entry());
    if (age > 0) {
      put(snapshot, entry);
      return Change.APPLIED;
    }
    return age == 0 || sameQuote(snapshot, present, entry) ? Change.DUPLICATE : Change.OLDER;
  }

  /** Applies an entry that another market of the event has, by the same order as a snapshot. */
  public Change merge(Bookmaker bookmaker, byte[] entry) {
    Held present = held.get(bookmaker);
    int age = present == null ? 1 : SnapshotFormat.compareAge(entry, present.entry());
    if (age > 0) {
      put(SnapshotFormat.decode(market.eventId(), market.betType(), bookmaker, entry), entry);
      return Change.APPLIED;
    }
    return age == 0 ? Change.DUPLICATE : Change.OLDER;
  }

  /**
   * Ends what the bookmaker offered before a later snapshot, which is refused: as if it had
   * suspended the market a millisecond before. So that very snapshot counts if it is sent again.
   *
   * @param lastUpdate of the snapshot that is refused
   * @param observedAt of it
   */
  public Change end(Bookmaker bookmaker, Instant lastUpdate, Instant observedAt) {
    Held present = held.get(bookmaker);
    return present == null
        ? Change.DUPLICATE
        : apply(
            new MarketSnapshot(
                present.event(),
                market.betType(),
                bookmaker,
                List.of(),
                lastUpdate.minusMillis(1),
                observedAt,
                null));
  }

  private void put(MarketSnapshot snapshot, byte[] entry) {
    Held present = held.get(snapshot.bookmaker());
    MarketSnapshot shared = snapshot.withEvent(known(snapshot.event(), present));
    shared = present == null ? shared : shared.sharing(present.outcomes());
    Held now = new Held(shared.event(), shared.outcomes(), shared.link(), entry);
    entered(now);
    held.put(snapshot.bookmaker(), now);
    if (present != null) {
      left(present);
    }
    if (paired != null) {
      paired.put(shared);
    }
  }

  /**
   * Most snapshots of a market say the same of its event: it is kept once.
   *
   * @param present what the bookmaker has; null if nothing
   */
  private SportingEvent known(SportingEvent event, Held present) {
    if (present != null && present.event().equals(event)) {
      return present.event();
    }
    for (int i = 0; i < held.size(); i++) {
      if (held.at(i).event().equals(event)) {
        return held.at(i).event();
      }
    }
    return event;
  }

  /** Call it before {@link #left} of what it replaces, which was mostly not the latest. */
  private void entered(Held one) {
    count(one, 1);
    time = time == UNKNOWN ? UNKNOWN : Math.max(time, one.observedAt());
    if (newest != null) {
      int order = Long.compare(one.lastUpdate(), newest.lastUpdate());
      if (order > 0) {
        newest = one;
      } else if (order == 0) {
        newest = null; // the first of them counts
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // that very snapshot
  private void left(Held one) {
    count(one, -1);
    time = one.observedAt() == time ? UNKNOWN : time;
    newest = one == newest ? null : newest;
  }

  private void count(Held one, int sign) {
    bytes += (long) sign * one.entry().length;
    outcomes += sign * one.outcomes().size();
  }

  /** The entry to store for a bookmaker; not to be changed. */
  public byte[] entry(Bookmaker bookmaker) {
    return held.get(bookmaker).entry();
  }

  public boolean has(Bookmaker bookmaker) {
    return held.place(bookmaker) >= 0;
  }

  /** How many bookmakers quote the market. */
  public int size() {
    return held.size();
  }

  /** How many bytes the entries have, all together. */
  public long bytes() {
    return bytes;
  }

  /** How many outcomes they quote, all together. */
  public int outcomes() {
    return outcomes;
  }

  /**
   * Undoes the last {@link #apply}.
   *
   * @param entry what the bookmaker had before; null if nothing
   */
  public void putBack(Bookmaker bookmaker, byte[] entry) {
    if (entry != null) {
      restore(bookmaker, entry);
      return;
    }
    left(held.remove(bookmaker));
    if (paired != null) {
      paired.remove(bookmaker);
    }
  }

  public boolean isEmpty() {
    return held.isEmpty();
  }

  /** The greatest record timestamp among the snapshots. */
  public Instant time() {
    if (time == UNKNOWN) {
      time = 0;
      for (int i = 0; i < held.size(); i++) {
        time = Math.max(time, held.at(i).observedAt());
      }
    }
    return Instant.ofEpochMilli(time);
  }

  /** When the bookmaker quoted what is in the book; it has a snapshot. */
  public Instant lastUpdate(Bookmaker bookmaker) {
    return Instant.ofEpochMilli(held.get(bookmaker).lastUpdate());
  }

  /** The event as the newest snapshot describes it; the book is not empty. */
  public SportingEvent event() {
    if (newest == null) {
      for (int i = 0; i < held.size(); i++) {
        Held one = held.at(i);
        boolean newer = newest == null || one.lastUpdate() > newest.lastUpdate();
        newest = newer ? one : newest;
      }
    }
    return newest.event();
  }

  /**
   * The book's lines, which follow it until it is paired by another shape.
   *
   * @return another object than before if every line may be another one
   */
  public PairedLines paired(Shape shape) {
    SportingEvent event = event();
    if (paired == null || !paired.isFor(shape, event)) {
      List<MarketSnapshot> snapshots = new ArrayList<>(held.size());
      for (int i = 0; i < held.size(); i++) {
        snapshots.add(held.at(i).snapshot(market.betType(), held.bookmaker(i)));
      }
      paired = new PairedLines(market, shape, event, snapshots);
    }
    return paired;
  }

  /** Every line that any bookmaker quotes, by id. */
  public SortedMap<LineId, Line> lines(Shape shape) {
    SortedMap<LineId, Line> lines = new TreeMap<>();
    if (!held.isEmpty()) {
      SportingEvent event = event();
      Instant time = time();
      PairedLines now = paired(shape);
      now.ids().forEach(id -> lines.put(id, now.line(id, event, time)));
    }
    return lines;
  }

  private static boolean sameQuote(MarketSnapshot snapshot, Held present, byte[] entry) {
    return snapshot.lastUpdate().toEpochMilli() == present.lastUpdate()
        && SnapshotFormat.sameContent(entry, present.entry());
  }

  /**
   * What there is of a bookmaker's snapshot: there are millions, so nothing is kept twice.
   *
   * @param entry the same as bytes, which alone have its times
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Held(SportingEvent event, List<Outcome> outcomes, String link, byte[] entry) {
    /** Milliseconds since the epoch; so is {@link #observedAt}. */
    long lastUpdate() {
      return SnapshotFormat.lastUpdate(entry);
    }

    long observedAt() {
      return SnapshotFormat.observedAt(entry);
    }

    MarketSnapshot snapshot(BetType betType, Bookmaker bookmaker) {
      return new MarketSnapshot(
          event,
          betType,
          bookmaker,
          outcomes,
          Instant.ofEpochMilli(lastUpdate()),
          Instant.ofEpochMilli(observedAt()),
          link);
    }
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
