package io.betintel.ev.cli.bettypes;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.LadderText;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.catalogue.ShippedLadders;
import io.betintel.ev.odds.BetType;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bet type's ladder as {@code bet-types show} prints it: a line for each sport. */
final class LadderLines {
  static final String DEFAULT = "  (default)";
  static final String UNFITTED = "  (default, never fitted: its errors are a guess)";

  private LadderLines() {}

  /** By name, in order; empty without a model. */
  static Map<String, String> of(BetType betType, LadderSettings ladder) {
    LadderSettings shipped =
        ShippedLadders.under(ladder.family(), SettingsJson.defaults(betType).ladder());
    Map<String, String> lines = new LinkedHashMap<>();
    for (Map.Entry<String, LadderModel> each : ladder.models().entrySet()) {
      String sport = each.getKey();
      LadderModel model = each.getValue();
      String note = "";
      if (model.equals(shipped.models().get(sport))) {
        note = ShippedLadders.isFitted(shipped.family(), sport) ? DEFAULT : UNFITTED;
      }
      lines.put("ladder " + sport, LadderText.json(model) + note);
    }
    return lines;
  }
}
