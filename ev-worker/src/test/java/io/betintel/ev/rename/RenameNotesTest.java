package io.betintel.ev.rename;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.odds.BetType;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RenameNotesTest {
  private final TreeMap<BetType, CatalogueRow> rows = new TreeMap<>();

  @Test
  void nameThatSaysNothingNeedsNoNote() {
    row("player_dimes", Shape.OVER_UNDER);

    assertThat(notes("player_dimes", "player_passes")).isEmpty();
  }

  @Test
  void drawIsToldByTheName() {
    row("draw_no_bet", Shape.WINNER);
    row("h2h_3_way", Shape.WINNER);

    assertThat(notes("draw_no_bet", "match_winner"))
        .containsExactly(
            "note: draw_no_bet says by its name that a draw returns the stakes, match_winner says"
                + " nothing of a draw: prices change where a draw is possible");
    assertThat(notes("h2h_3_way", "match_1x2")).isEmpty();
    assertThat(notes("h2h_3_way", "to_qualify"))
        .containsExactly(
            "note: h2h_3_way says by its name that a draw is a result, to_qualify says by its name"
                + " that a draw returns the stakes: prices change where a draw is possible");
  }

  @Test
  void pricesToLayFollowTheNameOfWhatTheyLay() {
    row("h2h", Shape.WINNER);
    row("h2h_lay", Shape.LAY);

    assertThat(notes("h2h", "moneyline"))
        .containsExactly(
            "note: h2h_lay lays the outcomes of h2h by its name: rename it too, ev-worker bet-types"
                + " rename h2h_lay moneyline_lay");
    assertThat(notes("h2h_lay", "laid"))
        .containsExactly(
            "note: h2h_lay lays the outcomes of h2h by its name, laid those of nothing: their lines"
                + " are joined no longer");
  }

  /** Without one the old name keeps none: that is no reason to go without a value. */
  @Test
  void ladderThatTheNewNameBringsIsSaid() {
    row("player_dimes", Shape.OVER_UNDER);

    assertThat(notes("player_dimes", "player_assists"))
        .containsExactly(
            "note: player_assists has a ladder by its name, player_dimes has none: prices between"
                + " quoted points are valued from now on, unless a ladder is set");
  }

  /** As after an earlier rename, or where somebody wants none. */
  @Test
  void ladderThatIsSetIsTakenAlongWithoutANote() {
    row("player_dimes", Shape.OVER_UNDER, "{\"ladder\": \"player_assists\"}");

    assertThat(notes("player_dimes", "player_points")).isEmpty();
  }

  @Test
  void ladderThatTheOldNameHadIsTakenAlongWithoutANote() {
    row("player_assists", Shape.OVER_UNDER);

    assertThat(notes("player_assists", "player_dimes")).isEmpty();
    assertThat(notes("player_assists", "player_points")).isEmpty();
  }

  private List<String> notes(String from, String to) {
    return RenameNotes.of(
        new StoredCatalogue(1, new TreeSet<>(), rows), new BetType(from), new BetType(to));
  }

  private void row(String name, Shape shape) {
    row(name, shape, "{}");
  }

  private void row(String name, Shape shape, String settings) {
    BetType betType = new BetType(name);
    rows.put(
        betType,
        new CatalogueRow(
            new CatalogueEntry(
                new PricingTerms(betType, shape, BetTypeSettings.defaults(), 1),
                name,
                true,
                true,
                Role.ADMIN,
                null,
                1),
            shape.label(),
            "admin",
            settings,
            1,
            null,
            Instant.EPOCH));
  }
}
