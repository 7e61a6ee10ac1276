package io.betintel.ev.pricing;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.bettype.Shape;
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
 * @param exhaustive whether exactly one of the outcomes wins, as far as sport, shape and every
 *     quote say
 */
record References(List<ReferenceQuote> quotes, NotPriced notPriced, boolean exhaustive) {
  References {
    quotes = List.copyOf(quotes);
  }

  static References of(Line line, BetTypeSettings settings) {
    NotPriced reason = ofTheLine(line, settings);
    return reason == null
        ? chosen(line, settings)
        : new References(List.of(), reason, isWhole(line, reason) && line.hasNamedSides());
  }

  /** Whether nothing in the line itself says that something else can happen. */
  private static boolean isWhole(Line line, NotPriced reason) {
    return line.shape().priced()
        && line.fit() == Line.Fit.WHOLE
        && reason != NotPriced.NOT_EXHAUSTIVE
        && line.others().quotedBy().isEmpty();
  }

  /**
   * Any bookmaker's draw stops an arbitrage; only that of a reference stops the price, or one odd
   * quote would take it from every bookmaker. The references' own holds guard the price as well.
   */
  private static boolean isDrawQuoted(Line line, BetTypeSettings settings) {
    if (line.shape() == Shape.WINNER && line.hasNamedSides()) {
      for (Bookmaker bookmaker : line.others().quotedBy()) {
        if (settings.weights().containsKey(bookmaker)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A reason in the line itself, whatever the references are. */
  private static NotPriced ofTheLine(Line line, BetTypeSettings settings) {
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
    if (line.others().draw() || isDrawQuoted(line, settings)) {
      return NotPriced.NOT_EXHAUSTIVE;
    }
    boolean ambiguous = false;
    for (Quote quote : line.quotes()) {
      if (quote.complete()) {
        return null;
      }
      ambiguous |= quote.ambiguous();
    }
    return ambiguous ? NotPriced.AMBIGUOUS : NotPriced.ONE_SIDED;
  }

  private static References chosen(Line line, BetTypeSettings settings) {
    PricingLimits limits = settings.limits();
    List<ReferenceQuote> chosen = new ArrayList<>();
    NotPriced passedOver = NotPriced.NO_REFERENCE;
    boolean holdFails = false;
    for (Quote quote : line.quotes()) {
      Bookmaker bookmaker = quote.bookmaker();
      Double weight = settings.weights().get(bookmaker);
      if (weight == null) {
        continue;
      }
      NotPriced reason = null;
      if (quote.ambiguous()) {
        reason = NotPriced.AMBIGUOUS;
      } else if (quote.complete()) {
        Duration age = Duration.between(quote.lastUpdate(), line.marketTime());
        ReferenceQuote reference = new ReferenceQuote(bookmaker, weight, quote.odds(), age);
        if (age.compareTo(limits.referenceAge()) > 0) {
          reason = NotPriced.STALE_REFERENCE;
        } else if (outside(Overround.hold(reference.odds()), limits)) {
          reason = NotPriced.REFERENCE_HOLD;
          holdFails = true;
        } else {
          chosen.add(reference);
        }
      }
      passedOver = reason == null ? passedOver : worse(passedOver, reason);
    }
    boolean exhaustive =
        isWhole(line, null) && !holdFails && (line.hasNamedSides() || !chosen.isEmpty());
    if (chosen.isEmpty()) {
      return new References(chosen, passedOver, exhaustive);
    }
    boolean enough = chosen.size() >= limits.minimumReferences();
    return new References(chosen, enough ? null : NotPriced.TOO_FEW_BOOKS, exhaustive);
  }

  private static boolean outside(double hold, PricingLimits limits) {
    return hold < limits.minimumHold() || hold > limits.maximumHold();
  }

  /** The reason that is more likely to pass; it does not depend on the references' order. */
  private static NotPriced worse(NotPriced one, NotPriced other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
