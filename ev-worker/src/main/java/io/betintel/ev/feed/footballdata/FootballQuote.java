package io.betintel.ev.feed.footballdata;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import java.time.Duration;
import java.util.List;

/**
 * Where a bookmaker's prices for one market stand in a football-data.co.uk row.
 *
 * @param goals the total's point; null elsewhere
 * @param handicap the column of the home side's handicap; null where the market has none
 * @param prices their columns, in the order of the market's outcomes
 */
record FootballQuote(
    Moment moment,
    Bookmaker bookmaker,
    BetType betType,
    Double goals,
    String handicap,
    List<String> prices) {

  static final BetType H2H = new BetType("h2h");
  static final BetType TOTALS = new BetType("totals");

  /**
   * The file tells two moments apart, not the hours at which they were: the hours are our
   * convention.
   */
  enum Moment {
    OPENING(Duration.ofHours(24)),
    CLOSING(Duration.ofMinutes(5));

    private final Duration beforeKickOff;

    Moment(Duration beforeKickOff) {
      this.beforeKickOff = beforeKickOff;
    }

    Duration beforeKickOff() {
      return beforeKickOff;
    }
  }

  /**
   * @param goals the total's point as the column has it; null elsewhere
   */
  static FootballQuote of(
      Moment moment,
      String code,
      String market,
      String goals,
      String handicap,
      List<String> prices) {
    boolean spread = market.equals("spreads");
    return new FootballQuote(
        moment,
        FootballCode.bookmaker(code),
        new BetType(market),
        goals == null ? null : Double.valueOf(goals),
        spread ? handicap : null,
        prices);
  }

  /** Two quotes with the same one would replace each other. */
  String place() {
    return moment + " " + bookmaker.key() + " " + betType.symbol();
  }
}
