package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.PricedLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    List<PricedLine> priced = new ArrayList<>(lines.size());
    Set<LineId> exhaustive = new HashSet<>();
    for (Line line : lines) {
      priced.add(LinePricing.price(line, terms, fees, exhaustive, failures));
    }
    return Middles.join(priced, exhaustive, terms.settings().limits(), failures);
  }

  /** Prices a market's lines as they change. */
  public MarketPricing market() {
    return new MarketPricing(fees);
  }

  /** One line alone, without middles, which need two. */
  public PricedLine price(Line line, PricingTerms terms) {
    return new LinePricing(line, terms, fees).price();
  }
}
