package io.betintel.ev.rename;

import io.betintel.ev.bettype.DrawByName;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.ShippedLadders;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LayMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a name says beside being a name, where the new one says something else: prices change with
 * it. Often that is what the rename is for, so it is said and not refused.
 */
final class RenameNotes {
  private RenameNotes() {}

  /** Empty if the old name, whose row there is, says what the new one says. */
  static List<String> of(StoredCatalogue stored, BetType from, BetType to) {
    List<String> notes = new ArrayList<>();
    Shape shape = stored.rows().get(from).entry().terms().shape();
    DrawByName said = DrawByName.of(from);
    DrawByName says = DrawByName.of(to);
    if (shape == Shape.WINNER && said != says) {
      notes.add(
          "note: %s %s, %s %s: prices change where a draw is possible"
              .formatted(from, draw(said), to, draw(says)));
    }
    Optional<BetType> laid = LayMarket.backOf(from);
    if (shape == Shape.LAY && laid.isPresent() && !laid.equals(LayMarket.backOf(to))) {
      notes.add(
          "note: %s lays the outcomes of %s by its name, %s those of %s: their lines are joined no longer"
              .formatted(
                  from,
                  laid.get(),
                  to,
                  LayMarket.backOf(to).map(BetType::symbol).orElse("nothing")));
    }
    for (CatalogueRow row : stored.rows().values()) {
      BetType lay = row.betType();
      if (row.entry().aliasOf() == null && LayMarket.isPair(lay, from)) {
        notes.add(
            "note: %s lays the outcomes of %s by its name: rename it too, ev-worker bet-types rename %s %s"
                .formatted(lay, from, lay, LayMarket.layOf(to)));
      }
    }
    boolean isSet = stored.rows().get(from).settings().contains("\"ladder\""); // and taken along
    if (!isSet
        && ShippedLadders.lostBetween(to, from).isPresent()
        && ShippedLadders.lostBetween(from, to).isEmpty()) {
      notes.add(
          "note: %s has a ladder by its name, %s has none: prices between quoted points are valued from now on, unless a ladder is set"
              .formatted(to, from));
    }
    return notes;
  }

  private static String draw(DrawByName rule) {
    return switch (rule) {
      case STAKES_BACK -> "says by its name that a draw returns the stakes";
      case RESULT -> "says by its name that a draw is a result";
      case SILENT -> "says nothing of a draw";
    };
  }
}
