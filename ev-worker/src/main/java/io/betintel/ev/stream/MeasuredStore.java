package io.betintel.ev.stream;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;

/**
 * Kafka's store in memory, which counts the bytes that it holds. A standby is filled by Streams
 * alone, through {@link #put}: no processor of ours sees it.
 */
final class MeasuredStore extends InMemoryKeyValueStore {
  private final AtomicLong all;
  private long bytes;

  /**
   * @param all what all stores of the process hold
   */
  MeasuredStore(String name, AtomicLong all) {
    super(name);
    this.all = all;
  }

  /** What an entry takes on the heap; 0 without a value. */
  static long size(Bytes key, byte[] value) {
    return value == null ? 0 : (long) key.get().length + value.length + HeapShare.ENTRY_BYTES;
  }

  @Override
  public synchronized void put(Bytes key, byte[] value) {
    long before = size(key, get(key));
    super.put(key, value);
    grow(size(key, value) - before);
  }

  @Override
  public synchronized void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public synchronized byte[] delete(Bytes key) {
    byte[] before = super.delete(key);
    grow(-size(key, before));
    return before;
  }

  @Override
  public synchronized void close() {
    super.close();
    grow(-bytes);
  }

  private void grow(long more) {
    bytes += more;
    all.addAndGet(more);
  }
}
