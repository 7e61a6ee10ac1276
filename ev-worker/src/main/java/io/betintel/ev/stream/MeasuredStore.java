package io.betintel.ev.stream;

import io.betintel.ev.market.SnapshotFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store in memory, which counts the bytes that it holds, by markets: the key of an entry is the
 * market's, which ends with the second NUL, and the bookmaker's. So a market is found by one hash,
 * its key is kept once, and a restart fills the store several times as fast as a tree of whole keys
 * (Kafka's own). A standby is filled by Streams alone, through {@link #put}: no processor of ours
 * sees it.
 *
 * <p>A key without a second NUL is a market of its own. Iterators are in the order of the keys.
 * There are no interactive queries, so it has no position.
 */
final class MeasuredStore implements KeyValueStore<Bytes, byte[]> {
  /** The market's key, its arrays and its places in this map and in {@link MarketIndex}. */
  static final int MARKET_BYTES = 220;

  /** The array of a rest that only one entry has. */
  private static final int REST_BYTES = 24;

  /** Bookmakers' keys, each one object; beyond that, a market has its own. */
  private static final int MOST_SHARED = 10_000;

  private static final QueryConfig SILENT = new QueryConfig(false);

  /** Offsets of the input are kept by nobody. */
  private static final Position NOWHERE = Position.emptyPosition();

  private final String name;
  private final AtomicLong all;
  private final Map<Bytes, MarketEntries> markets = new HashMap<>();
  private final Map<Bytes, byte[]> shared = new HashMap<>();
  private long entries;
  private long bytes;
  private byte format = SnapshotFormat.FORMAT;
  private boolean open;

  /** The market that was used last, which the next call mostly uses too; null if none. */
  private MarketEntries last;

  private byte[] lastKey;

  /**
   * @param all what all stores of the process hold
   */
  MeasuredStore(String name, AtomicLong all) {
    this.name = name;
    this.all = all;
  }

  /** The store that Streams has wrapped. */
  static MeasuredStore within(KeyValueStore<Bytes, byte[]> wrapped) {
    QueryResult<MeasuredStore> result =
        wrapped.query(new Innermost(), PositionBound.unbounded(), SILENT);
    if (result.isFailure()) {
      throw new IllegalStateException(
          wrapped.name() + " is not kept in memory by market: " + result.getFailureMessage());
    }
    return result.getResult();
  }

  /** What it takes of the heap. */
  synchronized long bytes() {
    return bytes;
  }

  synchronized int marketCount() {
    return markets.size();
  }

  /**
   * Each market's key, in no order.
   *
   * @throws IllegalStateException if an entry was ever written in another format
   */
  synchronized void markets(Consumer<Bytes> action) {
    SnapshotFormat.requireFormat(format);
    markets.keySet().forEach(action);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    open = true;
    if (root != null) {
      context.register(root, (key, value) -> put(Bytes.wrap(key), value));
    }
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public Position getPosition() {
    return NOWHERE;
  }

  @Override
  @SuppressWarnings("unchecked") // the query's result type
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return query instanceof Innermost
        ? (QueryResult<R>) QueryResult.forResult(this)
        : QueryResult.forUnknownQueryType(query, this);
  }

  @Override
  public synchronized byte[] get(Bytes key) {
    int end = marketEnd(key.get());
    MarketEntries market = find(key, end);
    return market == null ? null : market.get(key.get(), end);
  }

  @Override
  public synchronized void put(Bytes key, byte[] value) {
    if (value == null) {
      delete(key);
      return;
    }
    if (value.length == 0 || value[0] != SnapshotFormat.FORMAT) {
      format = value.length == 0 ? 0 : value[0];
    }
    int end = marketEnd(key.get());
    MarketEntries market = find(key, end);
    byte[] before = market == null ? null : market.replace(key.get(), end, value);
    if (before != null) {
      grow((long) value.length - before.length);
      return;
    }
    if (market == null) {
      market = added(key, end);
    }
    byte[] rest = rest(key.get(), end);
    market.add(rest, value);
    entries++;
    grow(size(key.get(), end, value));
  }

  @Override
  public synchronized byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] before = get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public synchronized void putAll(List<KeyValue<Bytes, byte[]>> several) {
    several.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public synchronized byte[] delete(Bytes key) {
    int end = marketEnd(key.get());
    MarketEntries market = find(key, end);
    byte[] before = market == null ? null : market.remove(key.get(), end);
    if (before != null) {
      entries--;
      grow(-size(key.get(), end, before));
      if (market.size() == 0) {
        markets.remove(marketKey(key, end));
        last = null;
        grow(-(MARKET_BYTES + end));
      }
    }
    return before;
  }

  @Override
  public synchronized long approximateNumEntries() {
    return entries;
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return range(null, null);
  }

  @Override
  public synchronized KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return matching(
        key ->
            (from == null || key.compareTo(from) >= 0) && (to == null || key.compareTo(to) <= 0));
  }

  @Override
  public synchronized <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, S serializer) {
    byte[] start = serializer.serialize(null, prefix);
    int end = marketEnd(start);
    List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
    if (secondNul(start) == start.length - 1) {
      Bytes key = Bytes.wrap(start);
      MarketEntries market = find(key, end);
      if (market != null) {
        market.forEach((rest, value) -> found.add(KeyValue.pair(joined(key, rest), value)));
      }
      return new EntryIterator(found.iterator());
    }
    return matching(
        key ->
            key.get().length >= start.length
                && Arrays.equals(key.get(), 0, start.length, start, 0, start.length));
  }

  /** The markets are sorted for it: call it seldom. */
  private KeyValueIterator<Bytes, byte[]> matching(Predicate<Bytes> wanted) {
    List<KeyValue<Bytes, byte[]>> found = new ArrayList<>();
    markets.keySet().stream()
        .sorted()
        .forEach(
            market ->
                markets
                    .get(market)
                    .forEach(
                        (rest, value) -> {
                          Bytes key = joined(market, rest);
                          if (wanted.test(key)) {
                            found.add(KeyValue.pair(key, value));
                          }
                        }));
    return new EntryIterator(found.iterator());
  }

  @Override
  public synchronized void close() {
    open = false;
    markets.clear();
    shared.clear();
    last = null;
    entries = 0;
    grow(-bytes);
  }

  private MarketEntries find(Bytes key, int end) {
    if (last != null && Arrays.equals(lastKey, 0, lastKey.length, key.get(), 0, end)) {
      return last;
    }
    Bytes marketKey = marketKey(key, end);
    MarketEntries market = markets.get(marketKey);
    if (market != null) {
      last = market;
      lastKey = marketKey.get();
    }
    return market;
  }

  private MarketEntries added(Bytes key, int end) {
    MarketEntries market = new MarketEntries();
    Bytes marketKey = marketKey(key, end);
    markets.put(marketKey, market);
    last = market;
    lastKey = marketKey.get();
    grow(MARKET_BYTES + end);
    return market;
  }

  private byte[] rest(byte[] key, int end) {
    byte[] rest = Arrays.copyOfRange(key, end, key.length);
    if (isOwn(rest)) {
      return rest;
    }
    byte[] known = shared.get(Bytes.wrap(rest));
    if (known == null) {
      known = rest;
      if (shared.size() < MOST_SHARED) {
        shared.put(Bytes.wrap(rest), rest);
      }
    }
    return known;
  }

  /** A withdrawn line's, which no other market has. */
  private static boolean isOwn(byte[] rest) {
    return rest.length > 0 && rest[0] == 0;
  }

  private static long size(byte[] key, int end, byte[] value) {
    boolean own = key.length > end && key[end] == 0;
    return (long) value.length + HeapShare.ENTRY_BYTES + (own ? REST_BYTES + key.length - end : 0);
  }

  private void grow(long more) {
    bytes += more;
    all.addAndGet(more);
  }

  private static Bytes marketKey(Bytes key, int end) {
    return end == key.get().length ? key : Bytes.wrap(Arrays.copyOf(key.get(), end));
  }

  private static Bytes joined(Bytes market, byte[] rest) {
    byte[] key = Arrays.copyOf(market.get(), market.get().length + rest.length);
    System.arraycopy(rest, 0, key, market.get().length, rest.length);
    return Bytes.wrap(key);
  }

  /** Where the key goes on behind the market's; its length if it has no second NUL. */
  private static int marketEnd(byte[] key) {
    return Math.min(secondNul(key) + 1, key.length);
  }

  /** The key's length if it has none. */
  private static int secondNul(byte[] key) {
    int nuls = 0;
    int i = 0;
    while (i < key.length && (key[i] != 0 || ++nuls < 2)) {
      i++;
    }
    return i;
  }

  /** Asks whatever wraps the store for the store itself. */
  private static final class Innermost implements Query<MeasuredStore> {}
}
