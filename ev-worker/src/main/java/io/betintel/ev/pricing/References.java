package io.betintel.ev.pricing;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.NotPriced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bookmakers that make a line's price: each has a weight and quotes the whole line, once, not
 * too long ago by the market's time, and with a hold inside the bet type's range.
 *
 * @param quotes by bookmaker's key
 * @param notPriced why there is no price; null if there is one
 */
record References(List<ReferenceQuote> quotes, NotPriced notPriced) {
  References {
    quotes = List.copyOf(quotes);
  }

  static References of(Line line, BetTypeSettings settings) {
    NotPriced reason = ofTheLine(line);
    return reason == null ? chosen(line, settings) : new References(List.of(), reason);
  }

  /** A reason in the line itself, whatever the references are. */
  private static NotPriced ofTheLine(Line line) {
    if (!line.shape().priced()) {
      return NotPriced.SHAPE_NOT_PRICED;
    }
    switch (line.fit()) {
      case CONTRADICTION -> {
        return NotPriced.SHAPE;
      }
      case PARTIAL -> {
        return NotPriced.ONE_SIDED;
      }
      case WHOLE -> {}
    }
    if (line.quotes().stream().anyMatch(Quote::complete)) {
      return null;
    }
    return line.quotes().stream().anyMatch(Quote::ambiguous)
        ? NotPriced.AMBIGUOUS
        : NotPriced.ONE_SIDED;
  }

  private static References chosen(Line line, BetTypeSettings settings) {
    PricingLimits limits = settings.limits();
    List<ReferenceQuote> chosen = new ArrayList<>();
    NotPriced passedOver = NotPriced.NO_REFERENCE;
    for (Quote quote : line.quotes()) {
      Bookmaker bookmaker = quote.snapshot().bookmaker();
      Double weight = settings.weights().get(bookmaker);
      if (weight == null) {
        continue;
      }
      NotPriced reason = null;
      if (quote.ambiguous()) {
        reason = NotPriced.AMBIGUOUS;
      } else if (quote.complete()) {
        Duration age = Duration.between(quote.snapshot().lastUpdate(), line.marketTime());
        ReferenceQuote reference = new ReferenceQuote(bookmaker, weight, quote.odds(), age);
        if (age.compareTo(limits.referenceAge()) > 0) {
          reason = NotPriced.STALE_REFERENCE;
        } else if (outside(Overround.hold(reference.odds()), limits)) {
          reason = NotPriced.REFERENCE_HOLD;
        } else {
          chosen.add(reference);
        }
      }
      passedOver = reason == null ? passedOver : worse(passedOver, reason);
    }
    if (chosen.isEmpty()) {
      return new References(chosen, passedOver);
    }
    return new References(
        chosen, chosen.size() < limits.minimumReferences() ? NotPriced.TOO_FEW_BOOKS : null);
  }

  private static boolean outside(double hold, PricingLimits limits) {
    return hold < limits.minimumHold() || hold > limits.maximumHold();
  }

  /** The reason that is more likely to pass; it does not depend on the references' order. */
  private static NotPriced worse(NotPriced one, NotPriced other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
