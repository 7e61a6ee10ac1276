package io.betintel.ev.stream;

import io.betintel.ev.market.SnapshotFormat;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The changelogged store of snapshots: one entry per market and bookmaker. Its key is event id,
 * NUL, bet type, NUL, bookmaker in UTF-8, so that an event and a market are each a range; which
 * markets a bet type has is kept in a {@link MarketIndex}.
 *
 * <p>Beside them, one entry per withdrawn line, which gets a tombstone when the market is over: a
 * NUL and the line id in place of the bookmaker, and the format byte as value. And one per bet
 * type, its {@link Standing}: NUL and the bet type; no event id begins with NUL.
 *
 * <p>Every value begins with {@link SnapshotFormat#FORMAT}. All values are checked before the first
 * use: with keys of another format, one market would be mistaken for another.
 */
final class SnapshotStore {
  private static final char END = '\0';
  private static final byte[] WITHDRAWN = {SnapshotFormat.FORMAT};

  private final KeyValueStore<Bytes, byte[]> entries;
  private final MeasuredStore kept;
  private final HeapShare space;
  private MarketIndex index;
  private long counted;

  /**
   * @param entries a {@link MeasuredStore}, or one that Streams has wrapped
   * @param space is told how much of it the store takes
   */
  SnapshotStore(KeyValueStore<Bytes, byte[]> entries, HeapShare space) {
    this.entries = entries;
    this.kept = MeasuredStore.within(entries);
    this.space = space;
  }

  void put(MarketId market, Bookmaker bookmaker, byte[] entry) {
    put(market, snapshotKey(market, bookmaker), entry);
  }

  boolean has(MarketId market, Bookmaker bookmaker) {
    return entries.get(snapshotKey(market, bookmaker)) != null;
  }

  StoredMarket read(MarketId market) {
    Bytes prefix = bytes(prefix(market));
    SortedMap<Bookmaker, byte[]> snapshots = new TreeMap<>();
    List<LineId> withdrawn = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        entries.prefixScan(prefix, new BytesSerializer())) {
      while (range.hasNext()) {
        KeyValue<Bytes, byte[]> entry = range.next();
        String rest = rest(entry.key, prefix);
        if (rest.charAt(0) == END) {
          withdrawn.add(new LineId(rest.substring(1)));
        } else {
          snapshots.put(new Bookmaker(rest), entry.value);
        }
      }
    }
    return new StoredMarket(market, snapshots, withdrawn);
  }

  void putWithdrawn(MarketId market, LineId line) {
    put(market, withdrawnKey(market, line), WITHDRAWN.clone());
  }

  /** The line is quoted again. */
  void removeWithdrawn(MarketId market, LineId line) {
    Bytes key = withdrawnKey(market, line);
    if (entries.get(key)
        != null) { // most lines were never withdrawn: nothing to write to the changelog
      delete(key);
    }
  }

  /** Deletes all entries of a market, which was read just before. */
  void delete(StoredMarket market) {
    market.snapshots().keySet().forEach(book -> delete(snapshotKey(market.id(), book)));
    market.withdrawn().forEach(line -> delete(withdrawnKey(market.id(), line)));
    index().remove(market.id());
  }

  /**
   * Every market of the bet type that has an entry, by event; a view that changes with the store.
   */
  NavigableSet<MarketId> markets(BetType betType) {
    return index().of(betType);
  }

  /**
   * The market after another one, in a fixed order of all markets; empty after the last one.
   *
   * @param market null for the first
   */
  Optional<MarketId> marketAfter(MarketId market) {
    return index().after(market);
  }

  boolean hasMarket(MarketId market) {
    return index().of(market.betType()).contains(market);
  }

  boolean hasMarkets(BetType betType) {
    return !index().of(betType).isEmpty();
  }

  Optional<Standing> standing(BetType betType) {
    return Optional.ofNullable(entries.get(standingKey(betType))).map(Standing::of);
  }

  void putStanding(BetType betType, Standing standing) {
    put(standingKey(betType), standing.toBytes());
  }

  void removeStanding(BetType betType) {
    delete(standingKey(betType));
  }

  /** Counts what a former owner of the task has stored; at the first call only. */
  void measure() {
    index();
  }

  /** The task goes elsewhere, and its entries with it. */
  void close() {
    space.add(-counted);
    counted = 0;
  }

  /** Most entries are of a market that the store has, and so the index. */
  private void put(MarketId market, Bytes key, byte[] value) {
    index(); // as it was before
    int before = kept.marketCount();
    put(key, value);
    if (kept.marketCount() != before) {
      index().add(market);
    }
  }

  private void put(Bytes key, byte[] value) {
    index(); // counts what is there
    entries.put(key, value);
    count();
  }

  private void delete(Bytes key) {
    index();
    entries.delete(key);
    count();
  }

  private void count() {
    long now = kept.bytes();
    space.add(now - counted);
    counted = now;
  }

  /**
   * Reads the markets' keys at the first call only: later changes are made through this class.
   *
   * @throws IllegalStateException if an entry is of another format
   */
  private MarketIndex index() {
    if (index == null) {
      MarketIndex read = new MarketIndex();
      Map<String, BetType> betTypes = new HashMap<>();
      kept.markets(
          each -> {
            String key = text(each);
            int event = key.indexOf(END);
            if (event > 0) { // not a standing
              String betType = key.substring(event + 1, key.indexOf(END, event + 1));
              read.add(
                  new MarketId(
                      key.substring(0, event), betTypes.computeIfAbsent(betType, BetType::new)));
            }
          });
      index = read;
      count();
    }
    return index;
  }

  private static Bytes standingKey(BetType betType) {
    return bytes(END + betType.symbol());
  }

  private static Bytes snapshotKey(MarketId market, Bookmaker bookmaker) {
    return bytes(prefix(market) + bookmaker.key());
  }

  private static Bytes withdrawnKey(MarketId market, LineId line) {
    return bytes(prefix(market) + END + line.text());
  }

  private static String rest(Bytes key, Bytes prefix) {
    return text(key).substring(text(prefix).length());
  }

  private static String text(Bytes key) {
    return new String(key.get(), StandardCharsets.UTF_8);
  }

  private static String prefix(MarketId market) {
    return market.eventId() + END + market.betType().symbol() + END;
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
