package io.betintel.ev.cli.bettypes;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.catalogue.ShippedLadders;
import io.betintel.ev.odds.BetType;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShownLaddersTest {
  private static final BetType TOTALS = new BetType("alternate_totals");

  @Test
  void modelsAreShownBySportWithWhatIsKnownOfThem() {
    Map<String, String> lines = LadderLines.of(TOTALS, SettingsJson.defaults(TOTALS).ladder());

    assertThat(lines)
        .containsOnlyKeys(
            "ladder americanfootball",
            "ladder baseball",
            "ladder basketball",
            "ladder icehockey",
            "ladder soccer");
    assertThat(lines.get("ladder americanfootball"))
        .startsWith("{\"form\": \"normal\", \"scale\": ")
        .endsWith("}" + LadderLines.DEFAULT);
    assertThat(lines.get("ladder baseball")).endsWith("}" + LadderLines.UNFITTED);
    assertThat(lines.get("ladder soccer"))
        .startsWith("{\"form\": \"poisson\", \"distance_limit\": ")
        .endsWith("}" + LadderLines.UNFITTED);
  }

  @Test
  void modelThatWasSetIsNoDefault() {
    LadderModel model =
        new LadderModel(
            LadderForm.NORMAL, 9, 0, new TreeMap<>(), 1, new TreeMap<>(Map.of(0.0, 0.03)), 2);
    Map<String, LadderModel> models =
        new TreeMap<>(SettingsJson.defaults(TOTALS).ladder().models());
    models.put("baseball", model);

    assertThat(LadderLines.of(TOTALS, new LadderSettings("totals", new TreeMap<>(models))))
        .containsEntry(
            "ladder baseball",
            "{\"form\": \"normal\", \"scale\": 9, \"distance_limit\": 1, \"errors\": {\"0\": 0.03},"
                + " \"tail\": 2}");
  }

  @Test
  void betTypeWithoutALadderShowsNone() {
    BetType h2h = new BetType("h2h");

    assertThat(LadderLines.of(h2h, SettingsJson.defaults(h2h).ladder())).isEmpty();
  }

  @Test
  void fittedAreSomeOfTheShipped() {
    assertThat(ShippedLadders.isFitted("totals", "icehockey")).isTrue();
    assertThat(ShippedLadders.isFitted("player_pass_tds", "americanfootball"))
        .isFalse(); // nine points: the errors are those of receptions
    assertThat(ShippedLadders.isFitted("player_points", "icehockey")).isFalse();
  }
}
