package io.betintel.ev.market;

import io.betintel.ev.bettype.Shape;
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
import java.util.SortedMap;
import java.util.TreeMap;

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
    Map<LineSlot, List<Outcome>> slots = new LinkedHashMap<>();
    for (LineSlot.Placed placed : LineSlot.place(shape, snapshot, event)) {
      slots.computeIfAbsent(placed.slot(), s -> new ArrayList<>()).add(placed.outcome());
    }
    slots.forEach(
        (slot, outcomes) -> {
          LineId id = LineId.of(market, slot.description(), slot.point(), slot.outcomeSet());
          collected.computeIfAbsent(id, i -> new Collected(slot)).add(snapshot, outcomes);
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
    private final List<Map.Entry<MarketSnapshot, List<Outcome>>> quoted = new ArrayList<>();

    Collected(LineSlot slot) {
      this.slot = slot;
    }

    void add(MarketSnapshot snapshot, List<Outcome> outcomes) {
      quoted.add(Map.entry(snapshot, outcomes));
    }

    Line toLine(LineId id) {
      List<OutcomeKey> outcomes = slot.outcomes().isEmpty() ? namesQuoted() : slot.outcomes();
      List<Quote> quotes = new ArrayList<>(quoted.size());
      quoted.forEach(entry -> quotes.add(quote(outcomes, entry.getKey(), entry.getValue())));
      return new Line(
          id,
          event,
          shape,
          slot.fit(),
          slot.description(),
          slot.point(),
          outcomes,
          quotes,
          marketTime);
    }

    private List<OutcomeKey> namesQuoted() {
      return quoted.stream()
          .flatMap(entry -> entry.getValue().stream())
          .map(Outcome::name)
          .distinct()
          .sorted()
          .map(name -> new OutcomeKey(name, slot.point()))
          .toList();
    }

    private Quote quote(List<OutcomeKey> outcomes, MarketSnapshot snapshot, List<Outcome> given) {
      Outcome[] sides = new Outcome[outcomes.size()];
      boolean ambiguous = false;
      for (Outcome outcome : given) {
        int side = indexOf(outcomes, outcome.name());
        Outcome present = sides[side];
        ambiguous |= present != null && present.price() != outcome.price();
        if (present == null || outcome.price() < present.price()) {
          sides[side] = outcome;
        }
      }
      return new Quote(snapshot, Arrays.asList(sides), ambiguous);
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
