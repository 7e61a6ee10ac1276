package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A line out of the rows of its outcomes, in the shape that a board's lines have: what the line has
 * once, then its outcomes. Beyond that it says what has become history meanwhile.
 */
final class LineAnswer {
  private static final String STALE = "stale";

  /** What each outcome has of its own; {@code closed_at} where it is no longer quoted. */
  private static final Set<String> OF_OUTCOME =
      Set.of(
          "closed_at",
          "name",
          "point",
          "fair_probability",
          "fair_price",
          "fair_american",
          "best_bookmaker",
          "best_price",
          "best_ev",
          "top_bookmaker",
          "top_price",
          "offers");

  private LineAnswer() {}

  /**
   * @param rows at least one
   */
  static ObjectNode of(List<ObjectNode> rows, Optional<String> shape, Instant now) {
    ObjectNode line = rows.get(0).deepCopy();
    line.remove(OF_OUTCOME);
    JsonNode point = line.remove("line_point");
    if (point != null) {
      line.set("point", point);
    }
    line.put("status", status(rows, now));
    shape.ifPresent(label -> line.put("shape", label));
    ArrayNode outcomes = Json.MAPPER.createArrayNode();
    for (ObjectNode row : rows) {
      for (String joined : List.of("arbitrage", "middles")) {
        if (row.has(joined)) {
          line.set(joined, row.get(joined));
        }
      }
      ObjectNode outcome = row.deepCopy().retain(OF_OUTCOME);
      outcome.path("offers").forEach(offer -> sayIfStale((ObjectNode) offer, now));
      outcomes.add(outcome);
    }
    line.set("outcomes", outcomes);
    return line;
  }

  private static String status(List<ObjectNode> rows, Instant now) {
    if (rows.stream().allMatch(row -> row.has("closed_at"))) {
      return "withdrawn";
    }
    return rows.stream()
            .filter(row -> !row.has("closed_at"))
            .allMatch(row -> isPast(row.get("valid_until"), now))
        ? "expired"
        : "open";
  }

  private static void sayIfStale(ObjectNode offer, Instant now) {
    if (!isPast(offer.get("valid_until"), now)) {
      return;
    }
    ArrayNode flags = offer.withArrayProperty("flags");
    for (JsonNode flag : flags) {
      if (flag.asText().equals(STALE)) {
        return;
      }
    }
    flags.add(STALE);
  }

  private static boolean isPast(JsonNode time, Instant now) {
    return !Instant.parse(time.textValue()).isAfter(now);
  }
}
