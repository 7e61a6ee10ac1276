package io.betintel.ev.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.ops.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

/** Every entry takes 120 bytes beside its key and value. */
final class MeasuredStoreTest {
  private static final Bytes KEY = Bytes.wrap("key-1".getBytes(UTF_8));
  private static final Bytes OTHER = Bytes.wrap("key-2".getBytes(UTF_8));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HeapShare active = new HeapShare(new Limit("store", 1_000, meters));
  private final StoreMemory memory = new StoreMemory(active, meters);
  private final KeyValueStore<Bytes, byte[]> store = memory.stores("markets").get();

  @Test
  void whateverChangesAnEntryIsCounted() {
    store.put(KEY, new byte[10]);
    assertThat(bytes("standby")).isEqualTo(135);
    store.put(KEY, new byte[30]);
    assertThat(bytes("standby")).isEqualTo(155);
    store.putIfAbsent(KEY, new byte[1]);
    store.putIfAbsent(OTHER, new byte[1]);
    assertThat(bytes("standby")).isEqualTo(155 + 126);
    store.delete(OTHER);
    store.delete(OTHER);
    assertThat(bytes("standby")).isEqualTo(155);
    store.putAll(List.of(KeyValue.pair(OTHER, new byte[5]), KeyValue.pair(KEY, new byte[10])));
    assertThat(bytes("standby")).isEqualTo(130 + 135);
    store.put(KEY, null); // as a changelog's tombstone
    assertThat(bytes("standby")).isEqualTo(130);
    store.close();
    assertThat(bytes("standby")).isZero();
  }

  @Test
  void whatAnActiveTaskHasIsNoStandby() {
    store.put(KEY, new byte[10]);
    KeyValueStore<Bytes, byte[]> standby = memory.stores("markets").get();
    standby.put(OTHER, new byte[20]);
    active.add(135);

    assertThat(bytes("active")).isEqualTo(135);
    assertThat(bytes("standby")).isEqualTo(145);
  }

  private double bytes(String role) {
    return meters.get("ev.store.bytes").tag("role", role).gauge().value();
  }
}
