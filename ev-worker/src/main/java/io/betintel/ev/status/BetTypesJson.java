package io.betintel.ev.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.SettingsText;
import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.Served;
import java.time.Instant;

/** Bet types as JSON; the values of a surface that is away are null. */
public final class BetTypesJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BetTypesJson() {}

  /** One object on one line: the surfaces and every bet type. */
  public static String of(BetTypesReport report) {
    ObjectNode json = head(report);
    ArrayNode betTypes = json.putArray("bet_types");
    report.betTypes().forEach(state -> write(betTypes.addObject(), state));
    return json.toString();
  }

  /** One object on one line: the surfaces and one bet type. */
  public static String of(BetTypesReport report, BetTypeState state) {
    ObjectNode json = head(report);
    write(json.putObject("bet_type"), state);
    return json.toString();
  }

  private static ObjectNode head(BetTypesReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("at", report.at().toString());
    json.put("all_up", report.allUp());
    ArrayNode surfaces = json.putArray("surfaces");
    for (Answer<?> answer : report.surfaces()) {
      surfaces
          .addObject()
          .put("name", answer.server())
          .put("address", answer.address())
          .put("up", answer.up())
          .put("trouble", answer.trouble());
    }
    return json;
  }

  private static void write(ObjectNode node, BetTypeState state) {
    node.put("name", state.betType().symbol()).put("state", state.state());
    node.put("servable", state.served() == null ? null : state.served() == Served.SERVED);
    node.put("symbol", state.symbol());
    node.put("label", state.label()).put("row", state.label() == null ? null : state.row() != null);
    node.put("label_removed", state.label() == null ? null : state.removed() != null);
    CatalogueRow row = state.row();
    if (row != null) {
      node.put("enabled", row.entry().enabled())
          .put("title", row.entry().title())
          .put("shape", row.shape());
      node.put("min_role", row.minRole()).put("alias_of", row.aliasOf());
      node.put("settings_version", row.settingsVersion());
      ObjectNode settings = node.putObject("settings");
      if (row.entry().complaint() == null) {
        SettingsText.of(row.entry().settings()).forEach(settings::put);
      }
      node.put("added_at", row.addedAt().toString());
    }
    node.put("bets", state.bets()).put("cached_lines", state.cached());
    node.put("parked", state.parked()).put("events_per_minute", state.eventsPerMinute());
    node.put("first_seen", text(state.firstSeen())).put("last_seen", text(state.lastSeen()));
  }

  private static String text(Instant at) {
    return at == null ? null : at.toString();
  }
}
