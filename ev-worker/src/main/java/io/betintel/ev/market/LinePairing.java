package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Groups bookmakers' outcomes into lines. For one use by one thread. */
final class LinePairing {
  private final MarketId market;
  private final Shape shape;
  private final SportingEvent event;
  private final Instant marketTime;
  private final SortedMap<LineId, Collected> collected = new TreeMap<>();

  LinePairing(MarketId market, Shape shape, SportingEvent event, Instant marketTime) {
    this.market = market;
    this.shape = shape;
    this.event = event;
    this.marketTime = marketTime;
  }

  void add(MarketSnapshot snapshot) {
    Map<LineSlot, List<LineSlot.Placed>> slots = new LinkedHashMap<>();
    for (LineSlot.Placed placed : LineSlot.place(shape, snapshot, event)) {
      slots.computeIfAbsent(placed.slot(), s -> new ArrayList<>()).add(placed);
    }
    slots.forEach(
        (slot, placed) -> {
          LineId id = LineId.of(market, slot.description(), slot.point(), slot.outcomeSet());
          collected.computeIfAbsent(id, i -> new Collected(slot)).add(snapshot, placed);
        });
  }

  SortedMap<LineId, Line> lines() {
    SortedMap<LineId, Line> lines = new TreeMap<>();
    collected.forEach((id, line) -> lines.put(id, line.toLine(id)));
    return lines;
  }

  /** One line's quotes so far. */
  private final class Collected {
    private final LineSlot slot;
    private final List<Map.Entry<MarketSnapshot, List<LineSlot.Placed>>> quoted = new ArrayList<>();

    Collected(LineSlot slot) {
      this.slot = slot;
    }

    void add(MarketSnapshot snapshot, List<LineSlot.Placed> placed) {
      quoted.add(Map.entry(snapshot, placed));
    }

    Line toLine(LineId id) {
      List<OutcomeKey> outcomes = slot.outcomes().isEmpty() ? namesQuoted() : slot.outcomes();
      List<Quote> quotes = new ArrayList<>(quoted.size());
      quoted.forEach(entry -> quotes.add(quote(outcomes, entry.getKey(), entry.getValue())));
      return new Line(
          id,
          event,
          shape,
          quotes.stream().anyMatch(Quote::fits) ? slot.fit() : Line.Fit.CONTRADICTION,
          slot.description(),
          slot.point(),
          outcomes,
          quotes,
          others(),
          marketTime);
    }

    private OtherResults others() {
      if (slot.outcomeSet().isEmpty() || slot.fit() != Line.Fit.WHOLE) {
        return OtherResults.NONE;
      }
      boolean sides = shape == Shape.WINNER && !slot.outcomeSet().contains(Draws.DRAW);
      SortedSet<Bookmaker> quotedBy = new TreeSet<>();
      for (Collected other : collected.values()) {
        if (other.isWiderThan(slot, sides)) {
          other.quoted.stream()
              .filter(entry -> slot.fit() != other.slot.fit() || entry.getValue().get(0).fits())
              .forEach(entry -> quotedBy.add(entry.getKey().bookmaker()));
        }
      }
      boolean draw =
          sides
              && slot.outcomeSet().size() == 2
              && Draws.countIn(market.betType(), event.sportKey());
      return new OtherResults(draw, quotedBy);
    }

    /** Whether it is of the same field and has all of its outcomes and more, or the draw. */
    private boolean isWiderThan(LineSlot narrow, boolean sides) {
      SortedSet<String> names = slot.outcomeSet();
      return Objects.equals(slot.description(), narrow.description())
          && !names.equals(narrow.outcomeSet())
          && (names.containsAll(narrow.outcomeSet()) || (sides && names.contains(Draws.DRAW)));
    }

    private List<OutcomeKey> namesQuoted() {
      return quoted.stream()
          .flatMap(entry -> entry.getValue().stream())
          .map(placed -> placed.outcome().name())
          .distinct()
          .sorted()
          .map(name -> new OutcomeKey(name, slot.point()))
          .toList();
    }

    private Quote quote(
        List<OutcomeKey> outcomes, MarketSnapshot snapshot, List<LineSlot.Placed> given) {
      Outcome[] sides = new Outcome[outcomes.size()];
      boolean fits = true;
      boolean ambiguous = false;
      for (LineSlot.Placed placed : given) {
        Outcome outcome = placed.outcome();
        fits &= placed.fits();
        int side = indexOf(outcomes, outcome.name());
        Outcome present = sides[side];
        ambiguous |= present != null && present.price() != outcome.price();
        if (present == null || outcome.price() < present.price()) {
          sides[side] = outcome;
        }
      }
      return new Quote(snapshot, Arrays.asList(sides), fits, ambiguous);
    }

    private int indexOf(List<OutcomeKey> outcomes, String name) {
      for (int i = 0; i < outcomes.size(); i++) {
        if (outcomes.get(i).name().equals(name)) {
          return i;
        }
      }
      throw new IllegalStateException(market + ": outcome " + name + " has no side in " + slot);
    }
  }
}
