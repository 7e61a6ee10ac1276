package io.betintel.ev.stream;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The store that the worker has, outside a topology, which counts the entries read from it. */
final class CountedStore {
  private final KeyValueStore<Bytes, byte[]> real = new MeasuredStore("markets", new AtomicLong());
  private int read;

  @SuppressWarnings("unchecked")
  KeyValueStore<Bytes, byte[]> entries() {
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (method.getName().equals("get")) {
                read++;
              }
              return result instanceof KeyValueIterator<?, ?>
                  ? new Counted((KeyValueIterator<Bytes, byte[]>) result)
                  : result;
            });
  }

  /** Entries read since the last call. */
  int read() {
    int since = read;
    read = 0;
    return since;
  }

  private final class Counted implements KeyValueIterator<Bytes, byte[]> {
    private final KeyValueIterator<Bytes, byte[]> iterator;

    Counted(KeyValueIterator<Bytes, byte[]> iterator) {
      this.iterator = iterator;
    }

    @Override
    public boolean hasNext() {
      return iterator.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      read++;
      return iterator.next();
    }

    @Override
    public Bytes peekNextKey() {
      return iterator.peekNextKey();
    }

    @Override
    public void close() {
      iterator.close();
    }
  }
}
