package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * What is published of one line, by path, such as {@code outcomes/0/offers/1/ev}: names as in
 * {@code PricedLine.avsc}, times in milliseconds, what is null or empty left out.
 */
public final class Figures {
  private static final String PACKAGE = Figures.class.getPackageName();

  private final SortedMap<String, Object> values = new TreeMap<>();

  /** Keeps a text, a number, a time, a truth or a list of texts; null and empty are nothing. */
  public Figures put(String path, Object value) {
    if (value instanceof Collection<?> texts) {
      if (!texts.isEmpty()) {
        values.put(path, String.join(",", texts.stream().map(Objects::toString).toList()));
      }
    } else if (value != null) {
      values.put(path, value instanceof Integer whole ? (Object) whole.longValue() : value);
    }
    return this;
  }

  /** Takes over others, all of them below a path. */
  public Figures putAll(String path, Figures others) {
    others.values.forEach((name, value) -> put(path + "/" + name, value));
    return this;
  }

  public Figures copy() {
    return without(List.of());
  }

  public Object get(String path) {
    return values.get(path);
  }

  /** Those below a path, named from there on. */
  public Figures below(String path) {
    Figures below = new Figures();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(path + "/")) {
            below.put(name.substring(path.length() + 1), value);
          }
        });
    return below;
  }

  /** Those whose first part is not in the list. */
  public Figures without(Collection<String> first) {
    Figures others = new Figures();
    values.forEach(
        (name, value) -> {
          if (!first.contains(name.split("/", 2)[0])) {
            others.put(name, value);
          }
        });
    return others;
  }

  /** Each of them replaced; those that become null are left out. */
  Figures mapped(BiFunction<String, Object, Object> change) {
    Figures mapped = new Figures();
    values.forEach((path, value) -> mapped.put(path, change.apply(path, value)));
    return mapped;
  }

  /** How many entries a list at that path has. */
  public int count(String path) {
    int count = 0;
    while (!below(path + "/" + count).values.isEmpty()) {
      count++;
    }
    return count;
  }

  /**
   * Where others differ from these, a line for each.
   *
   * @param tolerance by how much numbers may differ, as a fraction of those above 1; times may not
   */
  public List<String> differences(Figures actual, double tolerance) {
    SortedSet<String> paths = new TreeSet<>(values.keySet());
    paths.addAll(actual.values.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      Object expected = values.get(path);
      Object found = actual.values.get(path);
      if (path.endsWith("american")) { // just above even odds +100.1, just below them -100.1
        expected = decimal(expected);
        found = decimal(found);
      }
      if (!same(expected, found, tolerance)) {
        differences.add(
            path
                + (values.containsKey(path)
                    ? " is " + found + " and must be " + expected
                    : " is " + found + " and unknown to the second implementation, " + PACKAGE));
      }
    }
    return differences;
  }

  private static Object decimal(Object american) {
    if (!(american instanceof Number number)) {
      return american;
    }
    double odds = number.doubleValue();
    return odds > 0 ? 1 + odds / 100 : 1 - 100 / odds;
  }

  private static boolean same(Object one, Object other, double tolerance) {
    if (one instanceof Number a && other instanceof Number b) {
      if (one instanceof Long && other instanceof Long) {
        return one.equals(other);
      }
      double most = tolerance * Math.max(1, Math.abs(a.doubleValue()));
      return Math.abs(a.doubleValue() - b.doubleValue()) <= most;
    }
    return Objects.equals(one, other);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
