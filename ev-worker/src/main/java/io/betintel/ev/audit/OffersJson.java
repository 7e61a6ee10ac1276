package io.betintel.ev.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.linejson.OfferJson;
import io.betintel.ev.linejson.OutcomeJson;

/** Reads the JSON that the stores hold. */
final class OffersJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OffersJson() {}

  /** Null if it is no JSON: somebody has written it by hand. */
  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /**
   * 64 bits of an array of offers, as {@link AuditedOutcome#offers} has them.
   *
   * @param offers null counts as none
   */
  static long digest(JsonNode offers) {
    long digest = 0;
    if (offers != null) {
      for (JsonNode offer : offers) {
        long flags = 0;
        for (JsonNode flag : offer.path(OfferJson.FLAGS)) {
          flags += AuditedOutcome.flag(flag.asText());
        }
        digest +=
            AuditedOutcome.offer(
                offer.path(OfferJson.BOOKMAKER).asText(),
                offer.path(OfferJson.PRICE).asDouble(),
                flags);
      }
    }
    return digest;
  }

  /** Names the first thing that a whole line differs in; empty if nothing does. */
  static String difference(JsonNode json, AuditedLine line) {
    JsonNode outcomes = json.path(LineJson.OUTCOMES);
    if (outcomes.size() != line.outcomes().size()) {
      return outcomes.size() + " outcomes, the line has " + line.outcomes().size();
    }
    for (JsonNode outcome : outcomes) {
      String name = outcome.path(OutcomeJson.NAME).asText();
      AuditedOutcome its = line.outcome(name);
      String difference =
          its == null
              ? "the line has no such outcome"
              : its.difference(
                  number(outcome.get(OutcomeJson.FAIR_PROBABILITY)),
                  text(outcome.get(OutcomeJson.BEST_BOOKMAKER)),
                  number(outcome.get(OutcomeJson.BEST_PRICE)),
                  digest(outcome.get(OutcomeJson.OFFERS)));
      if (!difference.isEmpty()) {
        return "outcome " + name + ": " + difference;
      }
    }
    return "";
  }

  private static Double number(JsonNode value) {
    return value == null || value.isNull() ? null : value.asDouble();
  }

  private static String text(JsonNode value) {
    return value == null || value.isNull() ? null : value.asText();
  }
}
