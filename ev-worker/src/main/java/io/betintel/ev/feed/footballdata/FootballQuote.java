package io.betintel.ev.feed.footballdata;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a bookmaker's prices for one market stand in a football-data.co.uk row, by the file's own
 * notes (https://www.football-data.co.uk/notes.txt). The columns {@code Max*} and {@code Avg*}
 * belong to no bookmaker and are left out.
 *
 * @param handicap the column of the home side's handicap; null where the market has none
 * @param prices in the order of the market's outcomes
 */
record FootballQuote(
    Moment moment, Bookmaker bookmaker, BetType betType, String handicap, List<String> prices) {

  static final BetType H2H = new BetType("h2h");
  static final BetType TOTALS = new BetType("totals");
  static final BetType SPREADS = new BetType("spreads");

  /** Every quote that a row may have. */
  static final List<FootballQuote> ALL = all();

  /**
   * The file tells two moments apart, not the hours at which they were: the hours are our
   * convention.
   */
  enum Moment {
    OPENING("", Duration.ofHours(24)),
    CLOSING("C", Duration.ofMinutes(5));

    private final String infix;
    private final Duration beforeKickOff;

    Moment(String infix, Duration beforeKickOff) {
      this.infix = infix;
      this.beforeKickOff = beforeKickOff;
    }

    Duration beforeKickOff() {
      return beforeKickOff;
    }
  }

  private static List<FootballQuote> all() {
    List<FootballQuote> all = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      all.add(winner(moment, "bet365", "B365"));
      all.add(winner(moment, "bwin", "BW"));
      all.add(winner(moment, "interwetten", "IW"));
      all.add(winner(moment, "pinnacle", "PS"));
      all.add(winner(moment, "williamhill", "WH"));
      all.add(winner(moment, "betvictor", "VC"));
      all.add(goals(moment, "bet365", "B365"));
      all.add(goals(moment, "pinnacle", "P"));
      all.add(handicap(moment, "bet365", "B365"));
      all.add(handicap(moment, "pinnacle", "P"));
    }
    return List.copyOf(all);
  }

  private static FootballQuote winner(Moment moment, String bookmaker, String column) {
    String start = column + moment.infix;
    List<String> prices = List.of(start + "H", start + "D", start + "A");
    return new FootballQuote(moment, new Bookmaker(bookmaker), H2H, null, prices);
  }

  private static FootballQuote goals(Moment moment, String bookmaker, String column) {
    String start = column + moment.infix;
    List<String> prices = List.of(start + ">2.5", start + "<2.5");
    return new FootballQuote(moment, new Bookmaker(bookmaker), TOTALS, null, prices);
  }

  private static FootballQuote handicap(Moment moment, String bookmaker, String column) {
    String start = column + moment.infix + "AH";
    List<String> prices = List.of(start + "H", start + "A");
    String handicap = "AH" + moment.infix + "h";
    return new FootballQuote(moment, new Bookmaker(bookmaker), SPREADS, handicap, prices);
  }
}
