package io.betintel.ev.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.oracle.LadderRules;
import io.betintel.ev.oracle.TypeRules;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The catalogue as its columns have it now, for the second implementation. */
final class CatalogueRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CatalogueRules() {}

  static Map<String, TypeRules> of(Installation installation) throws SQLException, IOException {
    Map<String, TypeRules> rules = new HashMap<>();
    try (Connection database = installation.database();
        ResultSet row =
            database
                .createStatement()
                .executeQuery(
                    "SELECT name, shape, settings_version, settings, enabled AND name IN"
                        + " (SELECT unnest(enum_range(null::bet_type_enum))::text) FROM bet_types")) {
      while (row.next()) {
        JsonNode set = JSON.readTree(row.getString(4));
        TypeRules defaults = TypeRules.defaults(row.getString(2), row.getBoolean(5), row.getInt(3));
        rules.put(row.getString(1), rules(onItsLadder(row.getString(1), defaults, set), set));
      }
    }
    return rules;
  }

  /** As the settings say, else as is shipped for the family of the bet type's name. */
  private static TypeRules onItsLadder(String betType, TypeRules defaults, JsonNode set) {
    String family = LadderRulesJson.family(betType);
    Map<String, LadderRules> shipped = LadderRulesJson.shipped(family);
    String name = set.path("ladder").asText(shipped == null ? "none" : family);
    Map<String, LadderRules> models = new HashMap<>(shipped == null ? Map.of() : shipped);
    models.putAll(LadderRulesJson.models(set.path("ladder_models")));
    return defaults.on(name.equals("none") ? null : name, models);
  }

  private static TypeRules rules(TypeRules defaults, JsonNode set) {
    Map<String, Double> weights = new HashMap<>();
    set.path("weights")
        .properties()
        .forEach(weight -> weights.put(weight.getKey(), weight.getValue().doubleValue()));
    return new TypeRules(
        defaults.shape(),
        defaults.served(),
        defaults.settingsVersion(),
        set.path("method").asText(defaults.method()),
        set.path("fallback").asText(defaults.fallback()),
        set.path("consensus").asText(defaults.consensus()),
        weights.isEmpty() ? defaults.weights() : weights,
        age(set, "reference_age", defaults.referenceAge()),
        age(set, "offer_age", defaults.offerAge()),
        age(set, "offer_age_in_play", defaults.offerAgeInPlay()),
        set.path("minimum_references").asInt(defaults.minimumReferences()),
        set.path("minimum_hold").asDouble(defaults.minimumHold()),
        set.path("maximum_hold").asDouble(defaults.maximumHold()),
        set.path("minimum_fair_odds").asDouble(defaults.minimumFairOdds()),
        set.path("maximum_fair_odds").asDouble(defaults.maximumFairOdds()),
        set.path("suspect_ev").asDouble(defaults.suspectEv()),
        set.path("middle_cost").asDouble(defaults.middleCost()),
        set.path("take").asDouble(defaults.take()),
        set.path("kelly_multiplier").asDouble(defaults.kellyMultiplier()),
        set.path("stake_cap").asDouble(defaults.stakeCap()),
        defaults.family(),
        defaults.models(),
        set.path("mid_depth").asDouble(defaults.midDepth()));
  }

  /** Tests write ages in minutes, such as {@code 10m}. */
  private static long age(JsonNode set, String key, long otherwise) {
    String age = set.path(key).asText("");
    return age.isEmpty() ? otherwise : Long.parseLong(age.substring(0, age.length() - 1)) * 60_000;
  }
}
