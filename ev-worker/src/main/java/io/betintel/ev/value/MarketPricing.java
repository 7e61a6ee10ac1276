package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.market.FewMap;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.LineSlot;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Prices the lines of one market as they change, or of all markets of an event that form ladders
 * together. A line's middles depend on other lines, and so does the price of one that no reference
 * quotes: what each line can meet and what references say is kept between calls. Mutable, for one
 * thread.
 */
public final class MarketPricing {
  private final FeeTable fees;
  private final Map<LineId, MiddleEnds> ends = new FewMap<>();
  private final Ladders ladders = new Ladders();
  private final Margins margins = new Margins();

  /**
   * When the first quote is too old of those on another side that a price rests on; null until
   * there is one.
   */
  private Map<LineId, Instant> across;

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
   * Prices the changed lines, those whose prices rest on what changed, and those whose middles may
   * be others for it.
   *
   * @param lines the lines as they are now
   * @param failures receives the lines that are not priced for an exception
   * @return by id: the changed lines in the given order, then the others
   */
  public Map<LineId, PricedLine> price(
      Changes changes, LineSource lines, PricingFailures failures) {
    PricingPass pricing = new PricingPass(lines, fees, ladders, margins, failures);
    List<MiddleEnds> moved = new ArrayList<>();
    for (LineId id : changes.gone()) {
      addIfAny(moved, ends.remove(id));
      ladders.remove(id);
      margins.remove(id);
      across(id, null);
    }
    Set<LineId> wanted = new LinkedHashSet<>(changes.changed());
    wanted.addAll(resting(changes, lines, pricing));
    if (!margins.isEmpty()) {
      Set<LineId> read = new LinkedHashSet<>(changes.changed());
      read.addAll(changes.confirmed());
      wanted.addAll(margins.unsettled(read, lines));
    }
    if (lines.hasSides()) {
      wanted.addAll(otherSides(changes, lines));
      wanted.addAll(staleAcross(lines));
    }
    for (LineId id : wanted) {
      pricing.price(id);
      across(id, pricing.acrossUntil(id));
      addIfAny(moved, ends.remove(id));
      MiddleEnds now = pricing.ends(id);
      if (now != null) {
        ends.put(id, now);
        moved.add(now);
      }
    }
    if (!ends.isEmpty()) {
      Collection<LineId> others = affected(changes, wanted, moved);
      others.forEach(pricing::price);
      wanted.addAll(others);
      for (LineId id : wanted) {
        partners(id).forEach(pricing::price);
      }
    }
    Map<LineId, PricedLine> priced = pricing.joined();
    priced.keySet().retainAll(wanted);
    return priced;
  }

  /** Whether a price rests on what references say of other lines. */
  public boolean restsOnLadders() {
    return ladders.carry();
  }

  /** Whether a price rests on the usual margin of a bookmaker, and so on its quotes of others. */
  public boolean restsOnMargins() {
    return !margins.isEmpty();
  }

  /** Lines whose prices rest on what references say of others, where that may be news. */
  private Collection<LineId> resting(Changes changes, LineSource lines, PricingPass pricing) {
    changes.changed().forEach(pricing::ask);
    if (ladders.isEmpty()) {
      return List.of();
    }
    for (LineId id : changes.confirmed()) {
      FamilyLadder ladder = ladders.of(id);
      if (ladder == null || ladder.carries()) {
        pricing.ask(id);
      }
    }
    ladders.staleAt(lines.time()).forEach(pricing::ask);
    return ladders.unsettled(lines);
  }

  private void across(LineId id, Instant until) {
    if (until != null) {
      across = across == null ? new HashMap<>() : across;
      across.put(id, until);
    } else if (across != null) {
      across.remove(id);
    }
  }

  /** The lines whose prices rest on a quote of another side that is too old by now. */
  private Collection<LineId> staleAcross(LineSource lines) {
    List<LineId> stale = new ArrayList<>(0);
    if (across != null) {
      across.forEach(
          (id, until) -> {
            if (lines.time(id).isAfter(until)) {
              stale.add(id);
            }
          });
      stale.sort(null);
    }
    return stale;
  }

  /** The lines on the other side of what changed: to lay what others take to back, and back. */
  private static Collection<LineId> otherSides(Changes changes, LineSource lines) {
    List<LineId> others = new ArrayList<>();
    for (Collection<LineId> moved :
        List.of(changes.changed(), changes.gone(), changes.confirmed())) {
      for (LineId id : moved) {
        Line other = lines.otherSide(id);
        if (other != null) {
          others.add(other.id());
        }
      }
    }
    others.sort(null);
    return others;
  }

  /** Lines that did not change themselves, but one that they may meet did. */
  private Collection<LineId> affected(Changes changes, Set<LineId> priced, List<MiddleEnds> moved) {
    List<MiddleEnds> confirmed = new ArrayList<>();
    if (!changes.joined().isEmpty()) {
      changes.confirmed().forEach(id -> addIfAny(confirmed, ends.get(id)));
    }
    List<LineId> affected = new ArrayList<>();
    ends.forEach(
        (id, line) -> {
          boolean meets =
              meets(line, moved)
                  || (!confirmed.isEmpty()
                      && changes.joined().contains(id)
                      && meets(line, confirmed));
          if (meets && !priced.contains(id)) {
            affected.add(id);
          }
        });
    affected.sort(null);
    return affected;
  }

  private static boolean meets(MiddleEnds line, List<MiddleEnds> others) {
    for (MiddleEnds other : others) {
      if (canMeet(line, other)) {
        return true;
      }
    }
    return false;
  }

  private List<LineId> partners(LineId id) {
    MiddleEnds line = ends.get(id);
    List<LineId> partners = new ArrayList<>(0);
    if (line != null) {
      ends.forEach(
          (other, its) -> {
            if (canMeet(line, its)) {
              partners.add(other);
            }
          });
      partners.sort(null);
    }
    return partners;
  }

  private static boolean canMeet(MiddleEnds one, MiddleEnds other) {
    return Objects.equals(one.description(), other.description())
        && one.shape() == other.shape()
        && one.canMeet(other);
  }

  private static void addIfAny(List<MiddleEnds> to, MiddleEnds ends) {
    if (ends != null) {
      to.add(ends);
    }
  }

  /**
   * What happened to the lines.
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

  /** The lines as they are now. */
  public interface LineSource {
    /** Every line that somebody quotes. */
    Collection<LineId> ids();

    Line line(LineId id);

    /** The line's identity and sides alone. */
    Line withoutQuotes(LineId id);

    /** How the line is priced. */
    PricingTerms terms(LineId id);

    /** The latest time of all markets: what references say of other lines must be fresh then. */
    Instant time();

    /** The time of the line's own market. */
    Instant time(LineId id);

    /**
     * The bookmakers that quote prices to lay in any market of the event, and so are exchanges. One
     * whose fee is listed need not be named.
     */
    Set<Bookmaker> exchanges();

    /** Whether any of the lines has another side. */
    boolean hasSides();

    /**
     * The line of the same outcomes on the other side: to lay, or to back; null if nobody quotes
     * it.
     *
     * @param id of a line that need not be quoted itself
     */
    Line otherSide(LineId id);

    /** Whether it is news if a line's validity moves from one instant to another. */
    boolean steps(LineId id, Instant before, Instant now);
  }
}
