package io.betintel.ev.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.Role;
import java.util.Set;

/**
 * What the role free does not see: Kelly, stakes and what tells how sure a value is. Such fields
 * are left out, wherever they stand; warnings (flags, suspect) never are.
 */
public final class Redaction {
  private static final Set<String> HIDDEN =
      Set.of(
          "kelly",
          "stake",
          "worst_case_ev",
          "ev_by_method",
          "best_kelly",
          "best_stake",
          "best_worst_case_ev",
          "hit_probability");

  /** Of a reference, besides. An offer's age is no secret. */
  private static final Set<String> HIDDEN_OF_REFERENCES =
      Set.of("weight", "overround", "hold", "age_ms");

  private static final String REFERENCES = "references";

  private Redaction() {}

  public static boolean hides(Role role, String field) {
    return role == Role.FREE && HIDDEN.contains(field);
  }

  /** Takes away what the role does not see, in place. */
  public static <T extends JsonNode> T apply(Role role, T json) {
    if (role == Role.FREE) {
      hide(json);
    }
    return json;
  }

  private static void hide(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.remove(HIDDEN);
      JsonNode references = object.path(REFERENCES);
      for (JsonNode reference : references) {
        if (reference instanceof ObjectNode fields) {
          fields.remove(HIDDEN_OF_REFERENCES);
        }
      }
    }
    json.forEach(Redaction::hide);
  }
}
