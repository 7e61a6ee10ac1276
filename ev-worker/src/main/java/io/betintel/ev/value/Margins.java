package io.betintel.ev.value;

import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.ladder.OneSidedMargin;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.pricing.Overround;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The usual margin of each bookmaker in the markets of one event that are priced together, by its
 * two-sided quotes there: for lines that it quotes one side of alone. Most events have none: until
 * a line asks, nothing is read and nothing is kept. Mutable, for one thread.
 */
final class Margins {
  /** By line id, so that the same quotes give the same bits; null until a line asks. */
  private SortedMap<LineId, List<TwoSided>> quotes;

  /** Those that were asked for; null with {@code quotes}. */
  private Map<Bookmaker, Margin> known;

  /** Null while no line leans on a margin. */
  private Set<LineId> leaning;

  /** Whether no line's price rests on a margin. */
  boolean isEmpty() {
    return leaning == null;
  }

  /** Notes whether the line's price may be another one once margins are. */
  void lean(LineId line, boolean leans) {
    if (leans) {
      leaning = leaning == null ? new HashSet<>() : leaning;
      leaning.add(line);
    } else if (leaning != null && leaning.remove(line) && leaning.isEmpty()) {
      leaning = null;
      quotes = null;
      known = null;
    }
  }

  /** Nobody quotes the line any more. */
  void remove(LineId line) {
    if (quotes != null) {
      quotes.remove(line);
    }
    lean(line, false);
  }

  /** The bookmaker's margin by what is fresh at the time of all markets. */
  Margin of(Bookmaker bookmaker, MarketPricing.LineSource lines) {
    if (quotes == null) {
      quotes = new TreeMap<>();
      known = new HashMap<>();
      read(lines.ids(), lines);
    }
    return known.computeIfAbsent(bookmaker, book -> made(book, lines.time()));
  }

  /**
   * Reads lines that changed, or of which a quote was confirmed.
   *
   * @return the lines whose prices may be others since the last call, by id
   */
  Collection<LineId> unsettled(Collection<LineId> read, MarketPricing.LineSource lines) {
    if (quotes == null || leaning == null) {
      return List.of();
    }
    read(read, lines);
    Instant time = lines.time();
    Set<LineId> unsettled = new TreeSet<>();
    for (Map.Entry<Bookmaker, Margin> each : known.entrySet()) {
      Margin before = each.getValue();
      Margin now = made(each.getKey(), time);
      each.setValue(now);
      if (!now.margin.saysAs(before.margin)) {
        unsettled.addAll(leaning);
      } else if (!now.until.equals(before.until)) {
        for (LineId line : leaning) {
          if (lines.steps(line, before.until, now.until)) {
            unsettled.add(line);
          }
        }
      }
    }
    return unsettled;
  }

  private void read(Collection<LineId> ids, MarketPricing.LineSource lines) {
    for (LineId id : ids) {
      List<TwoSided> twoSided;
      try {
        twoSided = twoSided(lines.line(id), lines.terms(id).settings().limits());
      } catch (RuntimeException e) {
        twoSided = List.of(); // the failure is reported where the line itself is priced
      }
      if (twoSided.isEmpty()) {
        quotes.remove(id);
      } else {
        quotes.put(id, twoSided);
      }
    }
  }

  private static List<TwoSided> twoSided(Line line, PricingLimits limits) {
    if (!OneSidedLine.hasTwoSides(line)) {
      return List.of();
    }
    List<TwoSided> found = new ArrayList<>(line.quotes().size());
    for (Quote quote : line.quotes()) {
      if (quote.complete()) {
        double[] odds = quote.odds();
        double hold = Overround.hold(odds);
        if (hold >= limits.minimumHold() && hold <= limits.maximumHold()) {
          Instant until = quote.lastUpdate().plus(limits.referenceAge());
          found.add(new TwoSided(quote.bookmaker(), odds[0], odds[1], until));
        }
      }
    }
    return found;
  }

  private Margin made(Bookmaker bookmaker, Instant time) {
    OneSidedMargin margin = new OneSidedMargin();
    Instant until = Instant.MAX;
    for (List<TwoSided> line : quotes.values()) {
      for (TwoSided quote : line) {
        if (quote.bookmaker.equals(bookmaker) && !time.isAfter(quote.until)) {
          margin.add(quote.one, quote.other);
          until = quote.until.isBefore(until) ? quote.until : until;
        }
      }
    }
    return new Margin(margin, until);
  }

  /**
   * A bookmaker's usual margin.
   *
   * @param until when the first of the quotes behind it is too old; {@link Instant#MAX} without any
   */
  record Margin(OneSidedMargin margin, Instant until) {}

  /** A quote of both sides, and when it is too old. */
  private record TwoSided(Bookmaker bookmaker, double one, double other, Instant until) {}
}
