package io.betintel.ev.stream;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The changelogged store of snapshots: one entry per market and bookmaker. Its key is bet type,
 * NUL, event id, NUL, bookmaker in UTF-8, so that a market and a bet type are each a range.
 */
final class SnapshotStore {
  private static final char END = '\0';

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
        byte[] key = entry.key.get();
        int from = prefix.get().length;
        action.accept(
            new Bookmaker(new String(key, from, key.length - from, StandardCharsets.UTF_8)),
            entry.value);
      }
    }
  }

  private static String prefix(MarketId market) {
    return market.betType().symbol() + END + market.eventId() + END;
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
