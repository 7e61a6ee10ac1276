package io.betintel.ev.api.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Json;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.linejson.LineNow;
import io.betintel.ev.linejson.OutcomeJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds a line from the rows of its outcomes, in the shape of a board's lines: its own fields
 * once, then its outcomes. It also marks what has expired since it was stored.
 */
final class LineAnswer {
  /** When the outcome was last quoted; not there while it is. */
  private static final String CLOSED_AT = "closed_at";

  private static final String LINE_POINT = "line_point";
  private static final String EXPIRED = "expired";

  /** What each outcome has of its own. */
  private static final Set<String> OF_OUTCOME =
      Stream.concat(OutcomeJson.FIELDS.stream(), Stream.of(CLOSED_AT))
          .collect(Collectors.toUnmodifiableSet());

  private LineAnswer() {}

  /**
   * @param rows at least one
   */
  static ObjectNode of(List<ObjectNode> rows, Optional<String> shape, Instant now) {
    ObjectNode line = rows.get(0).deepCopy();
    line.remove(OF_OUTCOME);
    JsonNode point = line.remove(LINE_POINT);
    if (point != null) {
      line.set(LineJson.POINT, point);
    }
    line.put(LineJson.STATUS, status(rows, now));
    shape.ifPresent(label -> line.put(LineJson.SHAPE, label));
    ArrayNode outcomes = Json.MAPPER.createArrayNode();
    for (ObjectNode row : rows) {
      for (String joined : List.of(LineJson.ARBITRAGE, LineJson.MIDDLES)) {
        if (row.has(joined)) {
          line.set(joined, row.get(joined));
        }
      }
      outcomes.add(row.deepCopy().retain(OF_OUTCOME));
    }
    line.set(LineJson.OUTCOMES, outcomes);
    LineNow.bring(line, now);
    return line;
  }

  private static String status(List<ObjectNode> rows, Instant now) {
    if (rows.stream().allMatch(row -> row.has(CLOSED_AT))) {
      return LineJson.WITHDRAWN;
    }
    return rows.stream()
            .filter(row -> !row.has(CLOSED_AT))
            .allMatch(row -> isPast(row.get(LineJson.VALID_UNTIL), now))
        ? EXPIRED
        : LineJson.OPEN;
  }

  private static boolean isPast(JsonNode time, Instant now) {
    return !Instant.parse(time.textValue()).isAfter(now);
  }
}
