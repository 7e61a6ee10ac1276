package io.betintel.ev.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.linejson.CombinedBetsJson;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.linejson.OfferJson;
import io.betintel.ev.linejson.ReferenceJson;
import java.util.List;
import java.util.Set;

/**
 * What the role free does not see: Kelly, stakes, and how certain a value is. Such fields are left
 * out of every object; warnings (flags, suspect) never are.
 */
public final class Redaction {
  private static final Set<String> HIDDEN =
      Set.copyOf(
          List.of(
              OfferJson.KELLY,
              OfferJson.STAKE,
              OfferJson.WORST_CASE_EV,
              OfferJson.EV_BY_METHOD,
              CombinedBetsJson.STAKE,
              CombinedBetsJson.HIT_PROBABILITY,
              ofBest(OfferJson.KELLY),
              ofBest(OfferJson.STAKE),
              ofBest(OfferJson.WORST_CASE_EV)));

  /** Hidden in a line's references only: an offer's age is no secret. */
  private static final Set<String> HIDDEN_OF_REFERENCES =
      Set.of(
          ReferenceJson.WEIGHT, ReferenceJson.OVERROUND, ReferenceJson.HOLD, ReferenceJson.AGE_MS);

  private Redaction() {}

  public static boolean hides(Role role, String field) {
    return role == Role.FREE && HIDDEN.contains(field);
  }

  /** Removes what the role does not see, in place. */
  public static <T extends JsonNode> T apply(Role role, T json) {
    if (role == Role.FREE) {
      hide(json);
    }
    return json;
  }

  /** The name that a field of a bet's best offer has in the bet's row. */
  private static String ofBest(String field) {
    return "best_" + field;
  }

  private static void hide(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove(HIDDEN);
      JsonNode references = object.path(LineJson.REFERENCES);
      for (JsonNode reference : references) {
        if (reference instanceof ObjectNode fields) {
          fields.remove(HIDDEN_OF_REFERENCES);
        }
      }
    }
    json.forEach(Redaction::hide);
  }
}
