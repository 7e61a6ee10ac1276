package io.betintel.ev.odds;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which market of an event the odds are for. A validated symbol, not a Java enum: a worker serves
 * bet types that were added after it was built.
 *
 * @param symbol as the Avro enum, the record key, the SQL label and the cache keys spell it: {@code
 *     [a-z][a-z0-9_]{0,62}}, never {@code unknown}
 */
public record BetType(String symbol) implements Comparable<BetType> {
  /** How an older reader decodes a newer symbol: the Avro default, never a bet type. */
  public static final String UNKNOWN = "unknown";

  private static final Pattern SYMBOL = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /**
   * @throws InvalidOddsException if the symbol is not valid
   */
  public BetType {
    if (!isSymbol(symbol)) {
      throw new InvalidOddsException(
          "bet_type", symbol, "accepted is a lower-case symbol, [a-z][a-z0-9_]{0,62}");
    }
    if (symbol.equals(UNKNOWN)) {
      throw new InvalidOddsException(
          "bet_type", symbol, "it is the schema's default and no producer may send it");
    }
  }

  /**
   * For text from a shared place, where others may write anything.
   *
   * @param text may be null
   * @return empty if the text is not a valid symbol
   */
  public static Optional<BetType> find(String text) {
    return isSymbol(text) && !text.equals(UNKNOWN)
        ? Optional.of(new BetType(text))
        : Optional.empty();
  }

  private static boolean isSymbol(String text) {
    return text != null && SYMBOL.matcher(text).matches();
  }

  /**
   * A form that is equal for names that a person would confuse: they differ only by case or
   * underscores.
   *
   * @param name any text
   */
  public static String likeness(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }

  @Override
  public int compareTo(BetType other) {
    return symbol.compareTo(other.symbol);
  }

  @Override
  public String toString() {
    return symbol;
  }
}
