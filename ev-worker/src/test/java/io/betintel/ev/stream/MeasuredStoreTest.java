package io.betintel.ev.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/**
 * A market takes 220 bytes beside its key, an entry 32 beside its value, and a withdrawn line's
 * entry 24 more beside the rest of its key.
 */
final class MeasuredStoreTest {
  /** The market's part has 6 bytes. */
  private static final Bytes KEY = bytes("a\0h2h\0pinnacle");

  private static final Bytes OTHER_BOOK = bytes("a\0h2h\0betmgm");
  private static final Bytes OTHER_MARKET = bytes("bb\0h2h\0pinnacle");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HeapShare active = new HeapShare(new Limit("store", 1_000, meters));
  private final StoreMemory memory = new StoreMemory(active, meters);
  private final KeyValueStore<Bytes, byte[]> store = memory.stores("markets").get();

  @Test
  void whateverChangesAnEntryIsCounted() {
    store.put(KEY, value(10));
    assertThat(held("standby")).isEqualTo(226 + 42);
    store.put(KEY, value(30));
    assertThat(held("standby")).isEqualTo(226 + 62);
    store.putIfAbsent(KEY, value(1));
    store.putIfAbsent(OTHER_BOOK, value(1));
    assertThat(held("standby")).isEqualTo(226 + 62 + 33);
    store.put(OTHER_MARKET, value(5));
    assertThat(held("standby")).isEqualTo(226 + 62 + 33 + 227 + 37);
    store.delete(OTHER_MARKET);
    store.delete(OTHER_MARKET);
    assertThat(held("standby")).isEqualTo(226 + 62 + 33);
    store.put(bytes("a\0h2h\0\0a|h2h|||x/y"), value(1)); // a withdrawn line: 12 bytes of rest
    assertThat(held("standby")).isEqualTo(226 + 62 + 33 + 33 + 24 + 12);
    store.putAll(
        List.of(KeyValue.pair(KEY, null), KeyValue.pair(bytes("a\0h2h\0\0a|h2h|||x/y"), null)));
    assertThat(held("standby")).isEqualTo(226 + 33);
    store.put(OTHER_BOOK, null); // as a changelog's tombstone
    assertThat(held("standby")).isZero();
    store.put(KEY, value(10));
    store.close();
    assertThat(held("standby")).isZero();
  }

  @Test
  void whatAnActiveTaskHasIsNoStandby() {
    store.put(KEY, value(10));
    KeyValueStore<Bytes, byte[]> standby = memory.stores("markets").get();
    standby.put(KEY, value(20));
    active.add(268);

    assertThat(held("active")).isEqualTo(268);
    assertThat(held("standby")).isEqualTo(278);
  }

  /** Kafka's own store is the contract. */
  @Test
  void everyCallAnswersAsKafkasOwnStore() {
    KeyValueStore<Bytes, byte[]> real = Stores.inMemoryKeyValueStore("real").get();
    List<Bytes> keys = keys();
    Random random = new Random(7);
    for (int step = 0; step < 20_000; step++) {
      Bytes key = keys.get(random.nextInt(keys.size()));
      byte[] value = value(1 + random.nextInt(20));
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          store.put(key, value);
          real.put(key, value);
        }
        case 2 -> assertThat(store.putIfAbsent(key, value)).isEqualTo(real.putIfAbsent(key, value));
        case 3 -> assertThat(store.delete(key)).isEqualTo(real.delete(key));
        default -> assertThat(store.get(key)).isEqualTo(real.get(key));
      }
      if (step % 100 == 0) {
        Bytes to = keys.get(random.nextInt(keys.size()));
        assertThat(read(store.all())).isEqualTo(read(real.all()));
        assertThat(store.approximateNumEntries()).isEqualTo(real.approximateNumEntries());
        if (key.compareTo(to) <= 0) {
          assertThat(read(store.range(key, to))).isEqualTo(read(real.range(key, to)));
        }
        assertThat(read(store.range(null, to))).isEqualTo(read(real.range(null, to)));
        for (String prefix : List.of("a", "a\0", "a\0h2h", "a\0h2h\0", "a\0h2h\0p", "\0", "b\0")) {
          assertThat(read(store.prefixScan(bytes(prefix), new BytesSerializer())))
              .as(prefix)
              .isEqualTo(read(real.prefixScan(bytes(prefix), new BytesSerializer())));
        }
      }
    }
    keys.forEach(key -> assertThat(store.get(key)).isEqualTo(real.get(key)));
  }

  @Test
  void iteratorOutlivesChangesAndEnds() {
    store.put(KEY, value(1));
    store.put(OTHER_MARKET, value(1));
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      assertThat(all.peekNextKey()).isEqualTo(KEY);
      all.next();
      store.delete(OTHER_MARKET);
      store.put(OTHER_BOOK, value(1));
      all.next();
      assertThat(all.hasNext()).isFalse();
      assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void anotherStoreIsRefused() {
    assertThatThrownBy(() -> MeasuredStore.within(Stores.inMemoryKeyValueStore("markets").get()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("markets is not kept in memory by market");
  }

  /** Of two events, one of which begins like the other; standings; and keys of no known form. */
  private static List<Bytes> keys() {
    List<Bytes> keys = new ArrayList<>();
    for (String market : List.of("a\0h2h\0", "a\0totals\0", "aa\0h2h\0", "b\0h2h\0", "é\0h2h\0")) {
      for (String book : List.of("", "betmgm", "bovada", "p", "pinnacle", "\0a|h2h", "\0b", "é")) {
        keys.add(bytes(market + book));
      }
    }
    List.of("\0h2h", "\0totals", "a", "a\0h2h", "key", "\0", "\0\0", "")
        .forEach(key -> keys.add(bytes(key)));
    return keys;
  }

  private static List<String> read(KeyValueIterator<Bytes, byte[]> entries) {
    List<String> read = new ArrayList<>();
    try (entries) {
      entries.forEachRemaining(
          entry -> read.add(new String(entry.key.get(), UTF_8) + '=' + entry.value.length));
    }
    return read;
  }

  /** Begins with the store's format. */
  private static byte[] value(int length) {
    byte[] value = new byte[length];
    value[0] = 2;
    return value;
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(UTF_8));
  }

  private double held(String role) {
    return meters.get("ev.store.bytes").tag("role", role).gauge().value();
  }
}
