package io.betintel.ev.stream;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The entries of a list, as a store gives them out. */
final class EntryIterator implements KeyValueIterator<Bytes, byte[]> {
  private final Iterator<KeyValue<Bytes, byte[]>> entries;
  private KeyValue<Bytes, byte[]> next;

  EntryIterator(Iterator<KeyValue<Bytes, byte[]>> entries) {
    this.entries = entries;
    this.next = entries.hasNext() ? entries.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Bytes peekNextKey() {
    require();
    return next.key;
  }

  @Override
  public KeyValue<Bytes, byte[]> next() {
    require();
    KeyValue<Bytes, byte[]> now = next;
    next = entries.hasNext() ? entries.next() : null;
    return now;
  }

  private void require() {
    if (next == null) {
      throw new NoSuchElementException("no entry is left");
    }
  }

  @Override
  public void close() {}
}
