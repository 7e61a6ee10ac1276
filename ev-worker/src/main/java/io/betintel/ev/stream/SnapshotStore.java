package io.betintel.ev.stream;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The changelogged store of snapshots: one entry per market and bookmaker. Its key is bet type,
 * NUL, event id, NUL, bookmaker in UTF-8, so that a market and a bet type are each a range.
 *
 * <p>Beside them, one entry per withdrawn line, to be given a tombstone when the market is over: in
 * place of the bookmaker a NUL and the line id, its value the byte 1. And one per bet type, its
 * {@link Standing}: in place of the event id nothing, and no bookmaker.
 */
final class SnapshotStore {
  private static final char END = '\0';
  private static final byte[] WITHDRAWN = {1};

  private final KeyValueStore<Bytes, byte[]> entries;

  SnapshotStore(KeyValueStore<Bytes, byte[]> entries) {
    this.entries = entries;
  }

  void put(MarketId market, Bookmaker bookmaker, byte[] entry) {
    entries.put(bytes(prefix(market) + bookmaker.key()), entry);
  }

  void forEach(MarketId market, BiConsumer<Bookmaker, byte[]> action) {
    Bytes prefix = bytes(prefix(market));
    try (KeyValueIterator<Bytes, byte[]> range =
        entries.prefixScan(prefix, new BytesSerializer())) {
      while (range.hasNext()) {
        KeyValue<Bytes, byte[]> entry = range.next();
        String rest = rest(entry.key, prefix);
        if (rest.charAt(0) != END) {
          action.accept(new Bookmaker(rest), entry.value);
        }
      }
    }
  }

  void putWithdrawn(MarketId market, LineId line) {
    entries.put(withdrawnKey(market, line), WITHDRAWN.clone());
  }

  /** The line is quoted again. */
  void removeWithdrawn(MarketId market, LineId line) {
    Bytes key = withdrawnKey(market, line);
    if (entries.get(key) != null) { // most have never been withdrawn: nothing to log
      entries.delete(key);
    }
  }

  /** Deletes all of a market; returns its withdrawn lines. */
  List<LineId> delete(MarketId market) {
    Bytes prefix = bytes(prefix(market));
    List<Bytes> keys = new ArrayList<>();
    List<LineId> withdrawn = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> range =
        entries.prefixScan(prefix, new BytesSerializer())) {
      while (range.hasNext()) {
        Bytes key = range.next().key;
        keys.add(key);
        String rest = rest(key, prefix);
        if (rest.charAt(0) == END) {
          withdrawn.add(new LineId(rest.substring(1)));
        }
      }
    }
    keys.forEach(entries::delete);
    return withdrawn;
  }

  /** Every market that has an entry: reads the whole store. */
  Set<MarketId> markets() {
    try (KeyValueIterator<Bytes, byte[]> all = entries.all()) {
      return markets(all, Integer.MAX_VALUE);
    }
  }

  /** Every market of the bet type that has an entry: reads all of the type. */
  Set<MarketId> markets(BetType betType) {
    return markets(betType, Integer.MAX_VALUE);
  }

  boolean hasMarkets(BetType betType) {
    return !markets(betType, 1).isEmpty();
  }

  Optional<Standing> standing(BetType betType) {
    return Optional.ofNullable(entries.get(standingKey(betType))).map(Standing::of);
  }

  void putStanding(BetType betType, Standing standing) {
    entries.put(standingKey(betType), standing.toBytes());
  }

  void removeStanding(BetType betType) {
    entries.delete(standingKey(betType));
  }

  private Set<MarketId> markets(BetType betType, int most) {
    Bytes prefix = bytes(betType.symbol() + END);
    try (KeyValueIterator<Bytes, byte[]> range =
        entries.prefixScan(prefix, new BytesSerializer())) {
      return markets(range, most);
    }
  }

  private static Set<MarketId> markets(KeyValueIterator<Bytes, byte[]> range, int most) {
    Set<MarketId> markets = new LinkedHashSet<>();
    while (range.hasNext() && markets.size() < most) {
      String key = text(range.next().key);
      int type = key.indexOf(END);
      int event = key.indexOf(END, type + 1);
      if (event > type + 1) { // no standing
        markets.add(
            new MarketId(key.substring(type + 1, event), new BetType(key.substring(0, type))));
      }
    }
    return markets;
  }

  private static Bytes standingKey(BetType betType) {
    return bytes(betType.symbol() + END + END);
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
    return market.betType().symbol() + END + market.eventId() + END;
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
