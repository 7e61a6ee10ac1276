package io.betintel.ev.rollout;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.schemas.BetTypeSymbols;
import java.util.List;
import java.util.Optional;

/**
 * What a bet type of this name would be added as.
 *
 * @param shape empty if nothing says what it is
 * @param because what says so, for people
 * @param meant the documented key that the name may be a misspelling of
 */
public record Proposal(
    String title, Optional<Shape> shape, String because, Optional<String> meant) {
  private static final String LAY = "_lay";

  /**
   * @param seen events of the bet type; may be empty
   */
  static Proposal of(String name, List<MarketSnapshot> seen) {
    DefaultShapes shapes = DefaultShapes.load();
    String title = MarketTitles.load().of(name);
    Optional<String> meant = meant(name, shapes);
    Optional<Shape> known = shapes.of(name);
    if (known.isPresent()) {
      return new Proposal(title, known, "documented", meant);
    }
    Optional<Shape> relative = shapes.ofRelative(name);
    if (relative.isPresent()) {
      return new Proposal(title, relative, "as " + MarketKey.of(name).base(), meant);
    }
    if (name.endsWith(LAY)) {
      return new Proposal(title, Optional.of(Shape.LAY), "by its name", meant);
    }
    Optional<Shape> looks = OutcomeShape.of(seen);
    return new Proposal(
        title,
        looks,
        looks.isPresent() ? "by its outcomes" : "neither name nor outcomes say: give --shape",
        meant);
  }

  /** A name that is like one of this build's is refused as such, wherever it is added. */
  private static Optional<String> meant(String name, DefaultShapes shapes) {
    String likeness = BetType.likeness(name);
    return BetTypeSymbols.ofThisBuild().stream().map(BetType::likeness).anyMatch(likeness::equals)
        ? Optional.empty()
        : Misspelling.of(name, shapes.names());
  }
}
