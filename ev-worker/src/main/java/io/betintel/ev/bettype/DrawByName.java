package io.betintel.ev.bettype;

import io.betintel.ev.odds.BetType;
import java.util.List;

/** What the name of a bet type with two sides says of a draw. */
public enum DrawByName {
  /** Stakes are returned, so the two sides cover all results: {@code draw_no_bet}. */
  STAKES_BACK,
  /** It is a result that the two sides do not cover: {@code h2h_3_way}. */
  RESULT,
  /** Nothing: the sport decides. */
  SILENT;

  private static final List<String> STAKES_BACK_WORDS = List.of("draw_no_bet", "dnb", "to_qualify");
  private static final List<String> RESULT_WORDS = List.of("3_way", "three_way", "1x2");

  public static DrawByName of(BetType betType) {
    String symbol = betType.symbol();
    if (STAKES_BACK_WORDS.stream().anyMatch(symbol::contains)) {
      return STAKES_BACK;
    }
    return RESULT_WORDS.stream().anyMatch(symbol::contains) ? RESULT : SILENT;
  }

  /** The words of which a name has one to say this; empty if any other name does. */
  public List<String> words() {
    return switch (this) {
      case STAKES_BACK -> STAKES_BACK_WORDS;
      case RESULT -> RESULT_WORDS;
      case SILENT -> List.of();
    };
  }
}
