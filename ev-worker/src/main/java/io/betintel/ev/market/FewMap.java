package io.betintel.ev.market;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A map for a handful of entries: an open market has several, a worker has a million markets. Up to
 * {@value #FEW} entries are in one array, in the order in which they came, which takes a third of a
 * {@link HashMap}; more are in a hash map. Without nulls. Mutable, for one thread.
 *
 * <p>Rejected: array maps of collection libraries, which stay arrays however many entries a hostile
 * market has.
 */
public final class FewMap<K, V> extends AbstractMap<K, V> {
  private static final int FEW = 12;
  private static final Object[] NOTHING = {};

  /** Keys and values in turns, without gaps. */
  private Object[] few = NOTHING;

  /** Null until there were more than a few. */
  private Map<K, V> many;

  @Override
  public int size() {
    return many == null ? few.length / 2 : many.size();
  }

  @Override
  public V get(Object key) {
    if (many != null) {
      return many.get(key);
    }
    int place = place(key);
    return place < 0 ? null : value(place);
  }

  @Override
  public boolean containsKey(Object key) {
    return many == null ? place(key) >= 0 : many.containsKey(key);
  }

  @Override
  public V put(K key, V value) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    if (many != null) {
      return many.put(key, value);
    }
    int place = place(key);
    if (place >= 0) {
      V before = value(place);
      few[place + 1] = value;
      return before;
    }
    if (size() == FEW) {
      many = new HashMap<>(this);
      few = NOTHING;
      return many.put(key, value);
    }
    Object[] more = Arrays.copyOf(few, few.length + 2);
    more[few.length] = key;
    more[few.length + 1] = value;
    few = more;
    return null;
  }

  @Override
  public V remove(Object key) {
    if (many != null) {
      return many.remove(key);
    }
    int place = place(key);
    if (place < 0) {
      return null;
    }
    V removed = value(place);
    removeAt(place);
    return removed;
  }

  @Override
  public void clear() {
    few = NOTHING;
    many = null;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new Entries();
  }

  /** A new one each time: to keep it, as other maps do, would be one more object for each. */
  @Override
  public Set<K> keySet() {
    return new Keys();
  }

  @Override
  public Collection<V> values() {
    return new Values();
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    if (many != null) {
      many.forEach(action);
      return;
    }
    for (int place = 0; place < few.length; place += 2) {
      action.accept(key(place), value(place));
    }
  }

  private int place(Object key) {
    Object[] all = few;
    for (int i = 0; i < all.length; i += 2) {
      if (all[i] == key) { // mostly it is the very key
        return i;
      }
    }
    for (int i = 0; i < all.length; i += 2) {
      if (all[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @SuppressWarnings("unchecked") // put() takes no other keys
  private K key(int place) {
    return (K) few[place];
  }

  @SuppressWarnings("unchecked") // put() takes no other values
  private V value(int place) {
    return (V) few[place + 1];
  }

  private void removeAt(int place) {
    Object[] fewer = Arrays.copyOf(few, few.length - 2);
    System.arraycopy(few, place + 2, fewer, place, fewer.length - place);
    few = fewer.length == 0 ? NOTHING : fewer;
  }

  private final class Keys extends AbstractSet<K> {
    @Override
    public Iterator<K> iterator() {
      if (many != null) {
        return many.keySet().iterator();
      }
      return new Walk<>() {
        @Override
        K at(int place) {
          return key(place);
        }
      };
    }

    @Override
    public int size() {
      return FewMap.this.size();
    }

    @Override
    public boolean contains(Object key) {
      return containsKey(key);
    }

    @Override
    public boolean remove(Object key) {
      return FewMap.this.remove(key) != null;
    }
  }

  private final class Values extends AbstractCollection<V> {
    @Override
    public Iterator<V> iterator() {
      if (many != null) {
        return many.values().iterator();
      }
      return new Walk<>() {
        @Override
        V at(int place) {
          return value(place);
        }
      };
    }

    @Override
    public int size() {
      return FewMap.this.size();
    }
  }

  private final class Entries extends AbstractSet<Map.Entry<K, V>> {
    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      if (many != null) {
        return many.entrySet().iterator();
      }
      return new Walk<>() {
        @Override
        Map.Entry<K, V> at(int place) {
          return Map.entry(key(place), value(place));
        }
      };
    }

    @Override
    public int size() {
      return FewMap.this.size();
    }
  }

  private abstract class Walk<T> implements Iterator<T> {
    private int next;
    private boolean removable;

    abstract T at(int place);

    @Override
    public boolean hasNext() {
      return next < few.length;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      removable = true;
      next += 2;
      return at(next - 2);
    }

    @Override
    public void remove() {
      if (!removable) {
        throw new IllegalStateException("nothing to remove");
      }
      removable = false;
      next -= 2;
      removeAt(next);
    }
  }
}
