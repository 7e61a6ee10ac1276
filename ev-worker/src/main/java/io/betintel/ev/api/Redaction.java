package io.betintel.ev.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.linejson.CombinedBetsJson;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.linejson.OfferJson;
import java.util.Set;

/**
 * What the role free does not see: how a fair price came about (its references and method) and how
 * certain it is, and middles and arbitrages with a line that is not in its sample. Such fields are
 * left out of every object; warnings (flags, suspect) never are: so it sees that a price is not
 * quoted, how far away the nearest quote is and the error, which the stake would give away anyway.
 *
 * <p>Kelly, stakes and the chance of a middle are shown: they follow from the EV, the prices and
 * the fair probabilities by formulas that anybody knows. For the same reason references are hidden
 * as a whole: their quotes are among the offers, and with their names everything else about them
 * can be computed.
 */
public final class Redaction {
  private static final Set<String> HIDDEN =
      Set.of(
          LineJson.REFERENCES, // of an offer too
          LineJson.METHOD,
          LineJson.CONSENSUS,
          OfferJson.WORST_CASE_EV,
          OfferJson.EV_BY_METHOD,
          "best_" + OfferJson.WORST_CASE_EV);

  private Redaction() {}

  public static boolean hides(Role role, String field) {
    return role == Role.FREE && HIDDEN.contains(field);
  }

  /**
   * Removes what the role does not see, in place.
   *
   * @param sample of the lines that role free sees
   */
  public static <T extends JsonNode> T apply(Role role, Sample sample, T json) {
    if (role == Role.FREE) {
      hide(json, sample);
    }
    return json;
  }

  private static void hide(JsonNode json, Sample sample) {
    if (json instanceof ObjectNode object) {
      object.remove(HIDDEN);
      JsonNode other = object.path(LineJson.ARBITRAGE).path(CombinedBetsJson.OTHER_LINE_ID);
      if (other.isTextual() && !sample.contains(other.textValue())) {
        object.remove(LineJson.ARBITRAGE);
      }
      if (object.get(LineJson.MIDDLES) instanceof ArrayNode middles) {
        middles.removeIf(
            middle -> !sample.contains(middle.path(CombinedBetsJson.OTHER_LINE_ID).asText()));
        if (middles.isEmpty()) {
          object.remove(LineJson.MIDDLES);
        }
      }
    }
    json.forEach(each -> hide(each, sample));
  }
}
