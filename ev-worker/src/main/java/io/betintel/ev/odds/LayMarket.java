package io.betintel.ev.odds;

import java.util.Optional;

/**
 * An exchange's prices to lay are a market of their own, whose bet type is named after that of the
 * prices to back: {@code h2h_lay} lays the outcomes of {@code h2h}.
 */
public final class LayMarket {
  private static final String SUFFIX = "_lay";

  private LayMarket() {}

  /** The bet type whose outcomes are laid; empty if the name does not say it. */
  public static Optional<BetType> backOf(BetType lay) {
    String symbol = lay.symbol();
    return symbol.endsWith(SUFFIX)
        ? BetType.find(symbol.substring(0, symbol.length() - SUFFIX.length()))
        : Optional.empty();
  }

  /** The name of what lays the outcomes of a bet type. */
  public static String layOf(BetType back) {
    return back.symbol() + SUFFIX;
  }

  /** Whether the one lays the outcomes of the other. */
  public static boolean isPair(BetType lay, BetType back) {
    String name = lay.symbol();
    String laid = back.symbol();
    return name.length() == laid.length() + SUFFIX.length()
        && name.endsWith(SUFFIX)
        && name.startsWith(laid);
  }

  /** The bet type of a line. */
  public static BetType typeOf(LineId line) {
    String text = line.text();
    int first = text.indexOf('|');
    return new BetType(text.substring(first + 1, text.indexOf('|', first + 1)));
  }

  /** The line of the same outcomes in a market of the same event. */
  public static LineId in(LineId line, BetType other) {
    String text = line.text();
    int first = text.indexOf('|');
    int second = text.indexOf('|', first + 1);
    return new LineId(text.substring(0, first + 1) + other.symbol() + text.substring(second));
  }
}
