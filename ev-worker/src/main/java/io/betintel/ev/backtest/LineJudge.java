package io.betintel.ev.backtest;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.Score;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.value.EvCalculator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One market by one method: the bets that the method flags, and the closing prices. */
final class LineJudge {
  private final EvCalculator calculator;
  private final MethodSettings method;
  private final BacktestOptions options;
  private final MarketReplay market;
  private final Score score;
  private final PricingTerms betting;
  private final SortedMap<LineId, PricedLine> closing = new TreeMap<>();

  /**
   * @param score null if unknown
   */
  LineJudge(
      EvCalculator calculator,
      MethodSettings method,
      BacktestOptions options,
      MarketReplay market,
      Shape shape,
      Score score) {
    this.calculator = calculator;
    this.method = method;
    this.options = options;
    this.market = market;
    this.score = score;
    this.betting = terms(shape, method.bets());
    if (market.close() != null) {
      PricingTerms terms = terms(shape, method.closing());
      for (PricedLine line : calculator.price(market.close().lines(), terms)) {
        closing.put(line.id(), line);
      }
    }
  }

  private PricingTerms terms(Shape shape, BetTypeSettings settings) {
    return new PricingTerms(market.market().betType(), shape, settings, 0);
  }

  /**
   * A bet on every fresh offer above the minimum EV, once, when it is first flagged. Offers of
   * several bookmakers for one outcome are several bets.
   *
   * @param seen receives every line at every moment
   */
  List<Bet> bets(Consumer<PricedLine> seen) {
    List<Bet> bets = new ArrayList<>();
    Set<Taken> taken = new HashSet<>();
    for (LinesAt moment : market.betting()) {
      for (PricedLine priced : calculator.price(moment.lines(), betting)) {
        seen.accept(priced);
        for (PricedOutcome outcome : priced.outcomes()) {
          for (Offer offer : outcome.offers()) {
            if (isFlagged(offer)
                && taken.add(new Taken(priced.id(), outcome.name(), offer.bookmaker()))) {
              bets.add(bet(moment, priced, outcome, offer));
            }
          }
        }
      }
    }
    return bets;
  }

  /** The lines at the close by id, with the closing bookmaker's fair price if it quoted them. */
  Collection<PricedLine> closing() {
    return Collections.unmodifiableCollection(closing.values());
  }

  private boolean isFlagged(Offer offer) {
    return offer.value() != null
        && offer.value().valueClass() != null
        && offer.value().ev() > options.minimumEv()
        && (!options.worstCase() || worstEv(offer.value()) > 0);
  }

  /** Of a price that is not quoted, by its error; there is no other worst case. */
  private static double worstEv(Offer.Value value) {
    return value.worstCaseEv() == null ? value.evLower() : value.worstCaseEv();
  }

  private Bet bet(LinesAt moment, PricedLine line, PricedOutcome outcome, Offer offer) {
    Optional<PricedOutcome> close =
        Optional.ofNullable(closing.get(line.id())).flatMap(last -> same(last, outcome));
    return new Bet(
        method.method(),
        line.event(),
        line.betType(),
        line.id(),
        outcome.name(),
        outcome.point(),
        offer.bookmaker(),
        moment.at(),
        offer.price(),
        offer.netPrice(),
        offer.value().fairProbability(),
        offer.value().ev(),
        close.flatMap(last -> closingPrice(last, offer.bookmaker())).orElse(null),
        close.map(PricedOutcome::fairProbability).orElse(null),
        score == null
            ? null
            : new FinalScore(line.event(), score).grade(line, outcome).orElse(null));
  }

  private static Optional<PricedOutcome> same(PricedLine line, PricedOutcome outcome) {
    return line.outcomes().stream().filter(one -> one.name().equals(outcome.name())).findFirst();
  }

  /** Empty if the bookmaker no longer quotes the outcome, or its quote is too old at the close. */
  private static Optional<Double> closingPrice(PricedOutcome close, Bookmaker bookmaker) {
    return close.offers().stream()
        .filter(offer -> offer.bookmaker().equals(bookmaker))
        .filter(Offer::usable)
        .map(Offer::price)
        .findFirst();
  }

  private record Taken(LineId line, String outcome, Bookmaker bookmaker) {}
}
