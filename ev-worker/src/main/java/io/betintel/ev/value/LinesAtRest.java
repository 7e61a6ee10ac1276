package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LayMarket;
import io.betintel.ev.odds.LineId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lines that are priced once and do not change. */
final class LinesAtRest implements MarketPricing.LineSource {
  private final Map<LineId, Line> lines = new LinkedHashMap<>();
  private final Map<LineId, PricingTerms> terms = new LinkedHashMap<>();
  private final Set<Bookmaker> exchanges = new HashSet<>();
  private Instant time = Instant.EPOCH;

  /**
   * @param others bookmakers that lay something in another market of the event
   */
  LinesAtRest(Collection<EvCalculator.Market> markets, Set<Bookmaker> others) {
    exchanges.addAll(others);
    for (EvCalculator.Market market : markets) {
      for (Line line : market.lines()) {
        lines.put(line.id(), line);
        terms.put(line.id(), market.terms());
        if (line.shape() == Shape.LAY) {
          line.quotes().forEach(quote -> exchanges.add(quote.bookmaker()));
        }
        time = line.marketTime().isAfter(time) ? line.marketTime() : time;
      }
    }
  }

  @Override
  public Collection<LineId> ids() {
    return lines.keySet();
  }

  @Override
  public Line line(LineId id) {
    return lines.get(id);
  }

  @Override
  public Line withoutQuotes(LineId id) {
    Line line = lines.get(id);
    return new Line(
        id,
        line.event(),
        line.shape(),
        line.fit(),
        line.description(),
        line.point(),
        line.outcomes(),
        List.of(),
        line.others(),
        line.marketTime());
  }

  @Override
  public PricingTerms terms(LineId id) {
    return terms.get(id);
  }

  @Override
  public boolean hasSides() {
    return terms.values().stream().anyMatch(each -> each.shape() == Shape.LAY);
  }

  @Override
  public Set<Bookmaker> exchanges() {
    return exchanges;
  }

  @Override
  public Instant time(LineId id) {
    return lines.get(id).marketTime();
  }

  @Override
  public Line otherSide(LineId id) {
    BetType own = terms.get(id).betType();
    for (PricingTerms each : terms.values()) {
      BetType other = each.betType();
      if (LayMarket.isPair(own, other) || LayMarket.isPair(other, own)) {
        return lines.get(LayMarket.in(id, other));
      }
    }
    return null;
  }

  @Override
  public Instant time() {
    return time;
  }

  @Override
  public boolean steps(LineId id, Instant before, Instant now) {
    return true;
  }
}
