package io.betintel.ev.restructure;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The labels that the type shall have, and what becomes of the values that are none of them.
 *
 * @param labels in the type's order, at least one, each a valid bet type
 * @param into by value that is no label any more: the label that its rows get
 */
public record Target(List<String> labels, Map<String, String> into) {
  /**
   * @throws IllegalArgumentException naming the label
   */
  public Target {
    labels = List.copyOf(labels);
    into = Map.copyOf(into);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("The target has no label: name at least one");
    }
    Set<String> likenesses = new LinkedHashSet<>();
    for (String label : labels) {
      if (BetType.find(label).isEmpty()) {
        throw new IllegalArgumentException(
            label + " is no bet type: accepted is [a-z][a-z0-9_]{0,62}, but not unknown");
      }
      if (!likenesses.add(BetType.likeness(label))) {
        throw new IllegalArgumentException(
            label
                + " stands twice in the target, or differs from another label only by"
                + " underscores");
      }
    }
    for (Map.Entry<String, String> each : into.entrySet()) {
      if (labels.contains(each.getKey())) {
        throw new IllegalArgumentException(
            each.getKey() + " is a label of the target and cannot become " + each.getValue());
      }
      if (!labels.contains(each.getValue())) {
        throw new IllegalArgumentException(
            each.getKey() + " cannot become " + each.getValue() + ": the target lacks that label");
      }
    }
  }

  /**
   * The current labels without one.
   *
   * @param into what its rows become; null if there must be no rows
   */
  public static Target without(List<String> current, String label, String into) {
    List<String> labels = new ArrayList<>(current);
    if (!labels.remove(label)) {
      throw new IllegalArgumentException(
          label + " is no label of the type; it has " + String.join(", ", current));
    }
    return new Target(labels, into == null ? Map.of() : Map.of(label, into));
  }

  /**
   * Reads a list of labels, one per line: {@code NAME} or {@code OLD -> NEW}; {@code #} begins a
   * comment.
   *
   * @throws IllegalArgumentException naming the line
   */
  public static Target parse(List<String> lines) {
    List<String> labels = new ArrayList<>();
    Map<String, String> into = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      int arrow = line.indexOf("->");
      String label = arrow < 0 ? line : line.substring(arrow + 2).strip();
      if (label.contains(" ") || label.isEmpty()) {
        throw new IllegalArgumentException(
            "line " + (i + 1) + " is \"" + lines.get(i) + "\": accepted is NAME, or OLD -> NEW");
      }
      if (arrow >= 0 && into.putIfAbsent(line.substring(0, arrow).strip(), label) != null) {
        throw new IllegalArgumentException(
            "line " + (i + 1) + " gives " + line.substring(0, arrow).strip() + " a second name");
      }
      if (arrow < 0 || !labels.contains(label)) {
        labels.add(label);
      }
    }
    return new Target(labels, into);
  }

  /** What a value becomes; empty if it has no place in the target. */
  public Optional<String> fate(String value) {
    return labels.contains(value) ? Optional.of(value) : Optional.ofNullable(into.get(value));
  }

  /** Those of the values that are no label of the target, in natural order. */
  public Set<String> removed(Collection<String> values) {
    Set<String> removed = new TreeSet<>(values);
    labels.forEach(removed::remove);
    return removed;
  }

  /** Those of the values that have no place in the target, in natural order. */
  public Set<String> fenced(Collection<String> values) {
    Set<String> fenced = removed(values);
    fenced.removeAll(into.keySet());
    return fenced;
  }
}
