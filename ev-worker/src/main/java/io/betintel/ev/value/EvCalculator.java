package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.market.Line;
import io.betintel.ev.priced.PricedLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Values every offer of a market against its line's fair price. Pure. */
public final class EvCalculator {
  private final FeeTable fees;

  public EvCalculator(FeeTable fees) {
    this.fees = fees;
  }

  /**
   * All lines of one market as {@code ev.lines} has them, in the given order.
   *
   * @param lines of one event and bet type
   */
  public List<PricedLine> price(Collection<Line> lines, PricingTerms terms) {
    List<PricedLine> priced = new ArrayList<>(lines.size());
    lines.forEach(line -> priced.add(price(line, terms)));
    return Middles.join(priced, terms.settings().limits());
  }

  /** One line alone, without middles, which need two. */
  public PricedLine price(Line line, PricingTerms terms) {
    return new LinePricing(line, terms, fees).price();
  }
}
