package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.LineSlot;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Prices the lines of one market as they change. A line's middles depend on other lines, so what
 * each line can meet is kept between calls. Mutable, for one thread.
 */
public final class MarketPricing {
  private final FeeTable fees;
  private final Map<LineId, MiddleEnds> ends = new HashMap<>();

  MarketPricing(FeeTable fees) {
    this.fees = fees;
  }

  /** The line once no bookmaker quotes it. */
  public static PricedLine withdrawn(
      LineSlot slot, SportingEvent event, PricingTerms terms, Instant marketTime) {
    return LinePricing.afterError(slot.withoutQuotes(event, marketTime), terms)
        .withdrawn(marketTime);
  }

  /**
   * Prices the changed lines, and those whose middles may be others for it.
   *
   * @param lines the market's lines as they are now
   * @param failures receives the lines that are not priced for an exception
   * @return by id: the changed lines in the given order, then the others
   */
  public Map<LineId, PricedLine> price(
      Changes changes, LineSource lines, PricingTerms terms, PricingFailures failures) {
    PricingLimits limits = terms.settings().limits();
    Pricing pricing = new Pricing(lines, terms, failures);
    List<MiddleEnds> moved = new ArrayList<>();
    for (LineId id : changes.gone()) {
      addIfAny(moved, ends.remove(id));
    }
    for (LineId id : changes.changed()) {
      pricing.price(id);
      addIfAny(moved, ends.remove(id));
      MiddleEnds now = pricing.ends(id);
      if (now != null) {
        ends.put(id, now);
        moved.add(now);
      }
    }
    Set<LineId> wanted = new HashSet<>(changes.changed());
    if (!ends.isEmpty()) {
      Collection<LineId> others = affected(changes, moved, limits);
      others.forEach(pricing::price);
      wanted.addAll(others);
      for (LineId id : wanted) {
        partners(id, limits).forEach(pricing::price);
      }
    }
    Map<LineId, PricedLine> priced = pricing.joined(limits);
    priced.keySet().retainAll(wanted);
    return priced;
  }

  /** Lines that did not change themselves, but one that they may meet did. */
  private Collection<LineId> affected(
      Changes changes, List<MiddleEnds> moved, PricingLimits limits) {
    List<MiddleEnds> confirmed = new ArrayList<>();
    changes.confirmed().forEach(id -> addIfAny(confirmed, ends.get(id)));
    List<LineId> affected = new ArrayList<>();
    ends.forEach(
        (id, line) -> {
          boolean meets = meets(line, moved, limits);
          boolean waits = changes.joined().contains(id) && meets(line, confirmed, limits);
          if ((meets || waits) && !changes.changed().contains(id)) {
            affected.add(id);
          }
        });
    affected.sort(null);
    return affected;
  }

  private static boolean meets(MiddleEnds line, List<MiddleEnds> others, PricingLimits limits) {
    for (MiddleEnds other : others) {
      if (canMeet(line, other, limits)) {
        return true;
      }
    }
    return false;
  }

  private List<LineId> partners(LineId id, PricingLimits limits) {
    MiddleEnds line = ends.get(id);
    List<LineId> partners = new ArrayList<>(0);
    if (line != null) {
      ends.forEach(
          (other, its) -> {
            if (canMeet(line, its, limits)) {
              partners.add(other);
            }
          });
    }
    return partners;
  }

  private static boolean canMeet(MiddleEnds one, MiddleEnds other, PricingLimits limits) {
    return Objects.equals(one.description(), other.description())
        && one.canMeet(other, limits.middleCost());
  }

  private static void addIfAny(List<MiddleEnds> to, MiddleEnds ends) {
    if (ends != null) {
      to.add(ends);
    }
  }

  /**
   * What happened to the lines of a market.
   *
   * @param changed lines that somebody quotes, and of which something other than time changed
   * @param gone lines that nobody quotes any more
   * @param confirmed lines of which a quote was replaced by a later one
   * @param joined lines that have middles
   */
  public record Changes(
      Collection<LineId> changed,
      Collection<LineId> gone,
      Collection<LineId> confirmed,
      Collection<LineId> joined) {

    /** Lines that were never priced here. */
    public static Changes of(Collection<LineId> changed) {
      return new Changes(changed, List.of(), List.of(), List.of());
    }
  }

  /** The lines of the market as they are now. */
  public interface LineSource {
    Line line(LineId id);

    /** The line's identity and sides alone. */
    Line withoutQuotes(LineId id);
  }

  /** The lines priced in one call, each once. */
  private final class Pricing {
    private final LineSource lines;
    private final PricingTerms terms;
    private final PricingFailures failures;
    private final Map<LineId, PricedLine> priced = new LinkedHashMap<>();
    private final Set<LineId> exhaustive = new HashSet<>();

    Pricing(LineSource lines, PricingTerms terms, PricingFailures failures) {
      this.lines = lines;
      this.terms = terms;
      this.failures = failures;
    }

    void price(LineId id) {
      if (!priced.containsKey(id)) {
        priced.put(id, priced(id));
      }
    }

    private PricedLine priced(LineId id) {
      Line line;
      try {
        line = lines.line(id);
      } catch (RuntimeException e) {
        failures.failed(id, e);
        return LinePricing.afterError(lines.withoutQuotes(id), terms);
      }
      return LinePricing.price(line, terms, fees, exhaustive, failures);
    }

    MiddleEnds ends(LineId id) {
      return exhaustive.contains(id) ? MiddleEnds.of(priced.get(id)) : null;
    }

    Map<LineId, PricedLine> joined(PricingLimits limits) {
      Map<LineId, PricedLine> joined = new LinkedHashMap<>();
      for (PricedLine line :
          Middles.join(List.copyOf(priced.values()), exhaustive, limits, failures)) {
        joined.put(line.id(), line);
      }
      return joined;
    }
  }
}
