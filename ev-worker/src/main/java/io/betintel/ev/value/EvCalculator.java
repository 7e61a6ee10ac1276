package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.value.MarketPricing.Changes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Values every offer of a market against its line's fair price. Pure. */
public final class EvCalculator {
  private final FeeTable fees;
  private final PricingBasis basis;

  public EvCalculator(FeeTable fees) {
    this.fees = fees;
    this.basis = PricingBasis.of(fees);
  }

  /** What its prices depend on besides its arguments. */
  public PricingBasis basis() {
    return basis;
  }

  /**
   * Whether prices to lay make the bookmaker an exchange of unknown fee: that is so unless its fee
   * is listed.
   */
  public boolean isUnknownAsExchange(Bookmaker bookmaker) {
    return !fees.lists(bookmaker);
  }

  /**
   * All lines of one market as {@code ev.lines} has them, in the given order.
   *
   * @param lines of one event and bet type
   * @throws RuntimeException what is wrong with one of them
   */
  public List<PricedLine> price(Collection<Line> lines, PricingTerms terms) {
    return price(lines, terms, PricingFailures.THROWN);
  }

  /**
   * The same, where an exception costs only its line.
   *
   * @param failures receives the lines that are not priced for it
   */
  public List<PricedLine> price(
      Collection<Line> lines, PricingTerms terms, PricingFailures failures) {
    return price(Map.of(terms.betType(), new Market(lines, terms)), failures);
  }

  /**
   * The lines of all markets of one event that form ladders together, market by market.
   *
   * @param markets by bet type
   * @param failures receives the lines that are not priced for an exception
   */
  public List<PricedLine> price(Map<BetType, Market> markets, PricingFailures failures) {
    return price(markets, Set.of(), failures);
  }

  /**
   * The same, for an event with other markets too.
   *
   * @param exchanges the bookmakers that quote prices to lay in any market of the event
   */
  public List<PricedLine> price(
      Map<BetType, Market> markets, Set<Bookmaker> exchanges, PricingFailures failures) {
    LinesAtRest lines = new LinesAtRest(new TreeMap<>(markets).values(), exchanges);
    return List.copyOf(market().price(Changes.of(lines.ids()), lines, failures).values());
  }

  /** Prices a market's lines as they change. */
  public MarketPricing market() {
    return new MarketPricing(fees);
  }

  /** One line alone, without what needs others: middles, ladders and usual margins. */
  public PricedLine price(Line line, PricingTerms terms) {
    return new LinePricing(
            line, new Consensus(line, terms.settings()), terms, fees, null, null, OtherSide.NONE)
        .price();
  }

  /**
   * The lines of one event and bet type.
   *
   * @param terms how they are priced
   */
  public record Market(Collection<Line> lines, PricingTerms terms) {
    public Market {
      lines = List.copyOf(lines);
    }
  }
}
