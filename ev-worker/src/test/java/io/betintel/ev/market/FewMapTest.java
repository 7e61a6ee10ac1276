package io.betintel.ev.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A hash map is the measure. */
class FewMapTest {
  private final FewMap<String, Integer> map = new FewMap<>();

  @Test
  void doesWhatAHashMapDoes() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      FewMap<String, Integer> few = new FewMap<>();
      Map<String, Integer> hash = new HashMap<>();
      int keys = 1 + random.nextInt(12); // more than an array has, in a third of the runs
      for (int step = 0; step < 60; step++) {
        String key = "k" + random.nextInt(keys);
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> assertThat(few.put(key, step)).isEqualTo(hash.put(key, step));
          case 3 -> assertThat(few.remove(key)).isEqualTo(hash.remove(key));
          case 4 -> {
            int number = step;
            assertThat(few.computeIfAbsent(key, k -> number))
                .isEqualTo(hash.computeIfAbsent(key, k -> number));
          }
          case 5 ->
              assertThat(few.values().removeIf(value -> value % 3 == 0))
                  .isEqualTo(hash.values().removeIf(value -> value % 3 == 0));
          case 6 ->
              assertThat(few.keySet().removeIf(key::equals))
                  .isEqualTo(hash.keySet().removeIf(key::equals));
          default ->
              assertThat(few.entrySet().removeIf(entry -> entry.getValue() % 5 == 0))
                  .isEqualTo(hash.entrySet().removeIf(entry -> entry.getValue() % 5 == 0));
        }
        assertSame(few, hash, key);
      }
      few.clear();
      assertThat(few).isEmpty();
    }
  }

  private static void assertSame(Map<String, Integer> few, Map<String, Integer> hash, String key) {
    assertThat(few).isEqualTo(hash).hasSize(hash.size());
    assertThat(hash).isEqualTo(few);
    assertThat(few.get(key)).isEqualTo(hash.get(key));
    assertThat(few.containsKey(key)).isEqualTo(hash.containsKey(key));
    assertThat(few.keySet()).isEqualTo(hash.keySet());
    assertThat(few.keySet().contains(key)).isEqualTo(hash.containsKey(key));
    assertThat(new TreeSet<>(few.values())).isEqualTo(new TreeSet<>(hash.values()));
    Map<String, Integer> told = new HashMap<>();
    few.forEach(told::put);
    assertThat(told).isEqualTo(hash);
  }

  @Test
  void aFewAreInTheOrderInWhichTheyCame() {
    map.put("b", 1);
    map.put("a", 2);
    map.put("c", 3);
    map.remove("b");
    map.put("b", 4);

    List<String> keys = new ArrayList<>(map.keySet());

    assertThat(keys).containsExactly("a", "c", "b");
    assertThat(map.values()).containsExactly(2, 3, 4);
  }

  @Test
  void viewsShowWhatIsPutLaterHoweverMuchItIs() {
    Set<String> keys = map.keySet();
    Collection<Integer> values = map.values();
    Set<Map.Entry<String, Integer>> entries = map.entrySet();
    for (int i = 0; i < 20; i++) {
      map.put("k" + i, i);
      assertThat(new ArrayList<>(keys)).hasSize(i + 1);
      assertThat(new ArrayList<>(values)).hasSize(i + 1).contains(i);
      assertThat(new ArrayList<>(entries)).hasSize(i + 1).contains(Map.entry("k" + i, i));
    }
  }

  @Test
  void nullIsRefused() {
    assertThatThrownBy(() -> map.put(null, 1)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> map.put("a", null)).isInstanceOf(NullPointerException.class);
    assertThat(map.get(null)).isNull();
  }

  @Test
  void iteratorEndsAndRemovesOnce() {
    map.put("a", 1);
    Iterator<String> keys = map.keySet().iterator();
    assertThatThrownBy(keys::remove).isInstanceOf(IllegalStateException.class);
    keys.next();
    keys.remove();
    assertThatThrownBy(keys::remove).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(keys::next).isInstanceOf(NoSuchElementException.class);
    assertThat(map).isEmpty();
  }
}
