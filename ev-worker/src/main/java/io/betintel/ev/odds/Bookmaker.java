package io.betintel.ev.odds;

import java.util.regex.Pattern;

/**
 * A bookmaker or exchange.
 *
 * @param key the feed's key, such as {@code pinnacle}: {@code [a-z0-9][a-z0-9_]{0,63}}
 */
public record Bookmaker(String key) implements Comparable<Bookmaker> {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9_]{0,63}");

  /**
   * @throws InvalidOddsException if the key is not valid
   */
  public Bookmaker {
    if (key == null || !KEY.matcher(key).matches()) {
      throw new InvalidOddsException(
          "bookmaker", key, "accepted are lower-case letters, digits and underscores, 1 to 64");
    }
  }

  @Override
  public int compareTo(Bookmaker other) {
    return key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return key;
  }
}
