package io.betintel.ev.rollout;

import io.betintel.ev.odds.BetType;
import java.util.Collection;
import java.util.Optional;

/**
 * Finds the key that a misspelled name was probably meant to be. Compares word by word: a slip in
 * one is near ({@code player_steels}), another word is not ({@code player_fouls} beside {@code
 * player_goals}), and a number says which part of a match is meant ({@code totals_q3} beside {@code
 * totals_q4}).
 */
final class Misspelling {
  /** In words this long two slips are near. */
  private static final int LONG = 6;

  private Misspelling() {}

  /** The first key in natural order that is near, unless the name is a key itself. */
  static Optional<String> of(String name, Collection<String> keys) {
    return keys.contains(name)
        ? Optional.empty()
        : keys.stream().filter(key -> near(name, key)).sorted().findFirst();
  }

  private static boolean near(String name, String key) {
    if (BetType.likeness(name).equals(BetType.likeness(key))) {
      return true;
    }
    String[] words = name.split("_", -1);
    String[] others = key.split("_", -1);
    if (words.length != others.length) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (!words[i].equals(others[i]) && !slipped(words[i], others[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean slipped(String word, String other) {
    if (hasDigit(word) || hasDigit(other) || Math.min(word.length(), other.length()) < 2) {
      return false;
    }
    int most = Math.min(word.length(), other.length()) >= LONG ? 2 : 1;
    return slips(word, other) <= most;
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(Character::isDigit);
  }

  /** Characters inserted, left out or replaced, and neighbours swapped. */
  static int slips(String left, String right) {
    int[][] slips = new int[left.length() + 1][right.length() + 1];
    for (int row = 0; row <= left.length(); row++) {
      for (int column = 0; column <= right.length(); column++) {
        if (row == 0 || column == 0) {
          slips[row][column] = row + column;
          continue;
        }
        int replaced = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        int least =
            Math.min(
                slips[row - 1][column - 1] + replaced,
                Math.min(slips[row - 1][column], slips[row][column - 1]) + 1);
        boolean swapped =
            row > 1
                && column > 1
                && left.charAt(row - 1) == right.charAt(column - 2)
                && left.charAt(row - 2) == right.charAt(column - 1);
        slips[row][column] = swapped ? Math.min(least, slips[row - 2][column - 2] + 1) : least;
      }
    }
    return slips[left.length()][right.length()];
  }
}
