package io.betintel.ev.market;

import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** One bookmaker's quote of one line, outcome by outcome. */
final class QuoteBuilder {
  private static final Comparator<Outcome> BY_NAME = Comparator.comparing(Outcome::name);
  private static final Comparator<Outcome> LOWEST =
      Comparator.comparingDouble(Outcome::price).thenComparing(SnapshotFormat.CANONICAL);

  private final LineSlot slot;
  private final List<Outcome> sides;
  private boolean fits = true;
  private boolean ambiguous;

  QuoteBuilder(LineSlot slot) {
    this.slot = slot;
    this.sides =
        slot.outcomes().isEmpty()
            ? new ArrayList<>(2)
            : Arrays.asList(new Outcome[slot.outcomes().size()]);
  }

  /**
   * @param itFits whether the bookmaker's outcome is one of the shape
   */
  void add(Outcome outcome, boolean itFits) {
    fits &= itFits;
    int side = side(outcome.name());
    Outcome present = sides.get(side);
    ambiguous |= present != null && present.price() != outcome.price();
    if (present == null || LOWEST.compare(outcome, present) < 0) {
      sides.set(side, outcome);
    }
  }

  void fitsNot() {
    fits = false;
  }

  /** With the sides in the slot's order; of a slot without sides, those quoted, by name. */
  QuotedSides quote(BookmakerQuotes by, MarketSnapshot snapshot) {
    if (slot.outcomes().isEmpty()) {
      sides.sort(BY_NAME);
    }
    List<Outcome> whole = snapshot.outcomes(); // most snapshots have one line: it has their list
    return new QuotedSides(by, sides.equals(whole) ? whole : sides, fits, ambiguous);
  }

  private int side(String name) {
    List<OutcomeKey> outcomes = slot.outcomes();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).name().equals(name)) {
        return i;
      }
    }
    if (!outcomes.isEmpty()) {
      throw new IllegalStateException("outcome " + name + " has no side in line " + slot.id());
    }
    for (int i = 0; i < sides.size(); i++) {
      if (sides.get(i).name().equals(name)) {
        return i;
      }
    }
    sides.add(null);
    return sides.size() - 1;
  }
}
