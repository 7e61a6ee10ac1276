package io.betintel.ev.harness;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.List;

/**
 * An order of rolling a bet type out, and the new bet type that is rolled out so.
 *
 * @param steps a letter each: {@code s} the registry's symbol, {@code l} the database's label,
 *     {@code c} the catalogue's row, {@code w} the worker's build, {@code p} the producer's start
 */
public record RolloutOrder(String steps) {
  public static final char SYMBOL = 's';
  public static final char LABEL = 'l';
  public static final char CATALOGUE = 'c';
  static final char WORKER = 'w';
  public static final char PRODUCER = 'p';

  /** All 120, in the order of their letters. */
  public static List<RolloutOrder> all() {
    return permutations("clpsw").stream().map(RolloutOrder::new).toList();
  }

  /** Every order of the letters. */
  public static List<String> permutations(String letters) {
    if (letters.isEmpty()) {
      return List.of("");
    }
    List<String> all = new ArrayList<>();
    for (int first = 0; first < letters.length(); first++) {
      String rest = letters.substring(0, first) + letters.substring(first + 1);
      for (String tail : permutations(rest)) {
        all.add(letters.charAt(first) + tail);
      }
    }
    return all;
  }

  public BetType betType() {
    return new BetType("order_" + steps);
  }

  /** What is done in a slot before, or after, the one change of build; 0 for nothing. */
  public static char step(String steps, boolean after, int slot) {
    int change = steps.indexOf(WORKER);
    int at = after ? change + 1 + slot : slot;
    return after
        ? (at < steps.length() ? steps.charAt(at) : 0)
        : at < change ? steps.charAt(at) : 0;
  }
}
