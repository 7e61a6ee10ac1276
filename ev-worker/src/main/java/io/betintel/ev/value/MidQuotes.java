package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An exchange's prices to back and to lay as one reference. With the net odds o of a back and N of
 * the bet against the outcome, a back is fair at a probability of 1/o and a lay at 1 - 1/N; the mid
 * is half way between. It counts where the exchange takes enough on both sides.
 *
 * <p>Prices to lay below those to back contradict each other: the older ones are out of date, and
 * the newer count alone. If both were quoted at the same time, neither counts.
 */
final class MidQuotes {
  private final Line lay;
  private final BetTypeSettings settings;
  private final FeeTable fees;

  private MidQuotes(Line lay, BetTypeSettings settings, FeeTable fees) {
    this.lay = lay;
    this.settings = settings;
    this.fees = fees;
  }

  /**
   * The line to back, as references quote it.
   *
   * @param lay the prices to lay its outcomes
   * @return the same line if no reference has a mid
   */
  static Line in(Line back, Line lay, BetTypeSettings settings, FeeTable fees) {
    if (!back.outcomes().equals(lay.outcomes())) {
      return back;
    }
    MidQuotes mids = new MidQuotes(lay, settings, fees);
    List<Quote> quotes = null;
    for (int i = 0; i < back.quotes().size(); i++) {
      Quote quote = back.quotes().get(i);
      Quote mid = mids.mid(quote, back.marketTime());
      if (mid != null) {
        quotes = quotes == null ? new ArrayList<>(back.quotes()) : quotes;
        quotes.set(i, mid);
      }
    }
    return quotes == null ? back : back.with(quotes);
  }

  /** Null if the prices to back count as they are. */
  private Quote mid(Quote back, Instant time) {
    Bookmaker bookmaker = back.bookmaker();
    if (!settings.weights().containsKey(bookmaker) || !back.complete()) {
      return null;
    }
    Quote laid = laid(bookmaker);
    Instant backed = back.lastUpdate();
    if (laid == null
        || !laid.complete()
        || Duration.between(laid.lastUpdate(), time).compareTo(settings.referenceAge()) > 0
        || !isDeep(back)
        || !isDeep(laid)) {
      return null;
    }
    Instant quoted = laid.lastUpdate();
    boolean crossed = isCrossed(back, laid);
    if (crossed && quoted.isBefore(backed)) {
      return null;
    }
    if (crossed && quoted.equals(backed)) {
      return Quote.of(bookmaker, backed, null, back.sides(), true, true);
    }
    Fee fee = fees.charge(bookmaker, true).fee();
    List<Outcome> sides = new ArrayList<>(back.size());
    for (int i = 0; i < back.size(); i++) {
      double laying = 1 - 1 / fee.netPrice(LayOdds.against(laid.price(i)));
      double backing = 1 / fee.netPrice(back.price(i));
      double fair = crossed ? laying : (laying + backing) / 2;
      if (!(laying > 0 && backing < 1 && fair >= 1 / Outcome.HIGHEST_PRICE)) {
        return null; // a fee that takes all that can be won
      }
      sides.add(Outcome.of(back.sides().get(i).name(), null, null, 1 / fair));
    }
    Instant older = crossed || backed.isAfter(quoted) ? quoted : backed;
    return Quote.of(bookmaker, older, null, sides, true, false);
  }

  private Quote laid(Bookmaker bookmaker) {
    for (Quote quote : lay.quotes()) {
      if (quote.bookmaker().equals(bookmaker)) {
        return quote;
      }
    }
    return null;
  }

  /** Whether it takes enough on every outcome; at a depth of 0 an unknown limit is enough too. */
  private boolean isDeep(Quote quote) {
    double depth = settings.limits().midDepth();
    for (int i = 0; i < quote.size(); i++) {
      Double limit = quote.betLimit(i);
      if (depth > 0 && (limit == null || limit < depth)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCrossed(Quote back, Quote laid) {
    for (int i = 0; i < back.size(); i++) {
      if (laid.price(i) < back.price(i)) {
        return true;
      }
    }
    return false;
  }
}
