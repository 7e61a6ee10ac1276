package io.betintel.ev.harness;

import io.betintel.ev.oracle.Figures;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows that {@code bets} must have of open lines: one per outcome, by line and outcome. */
final class BetFigures {
  private BetFigures() {}

  static SortedMap<String, Figures> of(Collection<PublishedLine> lines) {
    SortedMap<String, Figures> bets = new TreeMap<>();
    for (PublishedLine line : lines) {
      int outcomes = line.withdrawn() ? 0 : line.figures().count("outcomes");
      for (int i = 0; i < outcomes; i++) {
        Figures bet = bet(line, i);
        bets.put(line.id() + " " + bet.get("outcome"), bet);
      }
    }
    return bets;
  }

  private static Figures bet(PublishedLine published, int place) {
    Figures line = published.figures();
    Figures outcome = line.below("outcomes/" + place);
    Figures bet =
        new Figures()
            .put("line_id", published.id())
            .put("version", published.version())
            .put("recorded_at", published.recordedAt())
            .put("outcome", outcome.get("name"))
            .put("point", outcome.get("point"))
            .put("best_book", outcome.get("best_bookmaker"))
            .put("top_book", outcome.get("top_bookmaker"))
            .putAll("offers", outcome.below("offers"))
            .putAll("reference_books", line.below("references"));
    for (String same :
        new String[] {
          "event_id",
          "commence_time",
          "bet_type",
          "description",
          "not_priced",
          "method",
          "consensus",
          "settings_version",
          "market_time",
          "valid_until",
          "settlement",
          "source",
          "distance",
          "standard_error"
        }) {
      bet.put(same, line.get(same));
    }
    for (String same :
        new String[] {
          "fair_probability",
          "fair_price",
          "fair_american",
          "best_price",
          "best_ev",
          "top_price",
          "best_valid_until"
        }) {
      bet.put(same, outcome.get(same));
    }
    best(bet, outcome);
    if (place == 0) { // what belongs to the whole line
      bet.putAll("arbitrage", line.below("arbitrage")).putAll("middles", line.below("middles"));
    }
    return bet;
  }

  /** More of the best offer than the outcome itself says. */
  private static void best(Figures bet, Figures outcome) {
    for (int i = 0; i < outcome.count("offers"); i++) {
      Figures offer = outcome.below("offers/" + i);
      if (offer.get("bookmaker").equals(outcome.get("best_bookmaker"))) {
        bet.put("best_kelly", offer.get("kelly"))
            .put("best_stake", offer.get("stake"))
            .put("best_class", offer.get("value_class"))
            .put("best_worst_case_ev", offer.get("worst_case_ev"))
            .put("best_ev_lower", offer.get("ev_lower"))
            .put("best_suspect", String.valueOf(offer.get("flags")).contains("suspect"));
      }
      if (offer.get("bookmaker").equals(outcome.get("top_bookmaker"))) {
        bet.put("top_valid_until", offer.get("valid_until"));
      }
    }
  }
}
