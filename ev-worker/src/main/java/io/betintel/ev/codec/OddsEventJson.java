package io.betintel.ev.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.avro.OddsOutcome;
import io.betintel.ev.codec.OddsEventDecoder.Written;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads an odds event from JSON, field by field as in the schema: the form of Avro's own JSON
 * decoder (optional fields wrapped in their type), and plain JSON with ISO-8601 times. Rejected:
 * Avro's decoder, which stops at the first problem with a message about its own parser.
 */
final class OddsEventJson {
  private static final String BET_TYPE = "bet_type";

  private final Map<String, String> problems;

  /**
   * @param problems receives the problems by the path of the field
   */
  OddsEventJson(Map<String, String> problems) {
    this.problems = problems;
  }

  /** The event with the fields that could be read; its symbol is null if that could not be. */
  Written read(JsonNode json) {
    OddsEvent event = new OddsEvent();
    fill("", json, event);
    JsonNode symbol = json.path(BET_TYPE);
    return new Written(event, symbol.isTextual() ? symbol.textValue() : null);
  }

  private void fill(String path, JsonNode json, SpecificRecord record) {
    Schema schema = record.getSchema();
    if (!json.isObject()) {
      problem(path.isEmpty() ? "event" : path, json, "an object with the fields " + fields(schema));
      return;
    }
    for (Schema.Field field : schema.getFields()) {
      String name = path.isEmpty() ? field.name() : path + "." + field.name();
      JsonNode value = json.path(field.name());
      if (value.isMissingNode() && field.hasDefaultValue()) {
        continue; // every default of the contract is null
      }
      Object read = value(name, value, field.schema());
      if (read != null) {
        record.put(field.pos(), read);
      }
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (schema.getField(name) == null) {
                String where = path.isEmpty() ? name : path + "." + name;
                problems.put(
                    where, where + " is not a field of the contract, which has " + fields(schema));
              }
            });
  }

  /** The value as the generated classes hold it; null if it is null, a problem, or the bet type. */
  private Object value(String path, JsonNode given, Schema schema) {
    JsonNode json = given;
    Schema type = schema;
    if (schema.getType() == Schema.Type.UNION) {
      if (json.isNull()) {
        return null;
      }
      type = schema.getTypes().get(1); // every union of the contract is null or one type
      if (json.isObject() && json.size() == 1 && json.has(type.getName())) {
        json = json.path(type.getName());
      }
    }
    return switch (type.getType()) {
      case STRING -> json.isTextual() ? json.textValue() : problem(path, json, "a text");
      case DOUBLE ->
          json.isNumber() ? (Object) json.doubleValue() : problem(path, json, "a number");
      case LONG -> time(path, json);
      case ARRAY -> outcomes(path, json);
      case ENUM -> json.isTextual() ? null : problem(path, json, "a bet type's symbol as text");
      default -> throw new IllegalStateException("the contract has no " + type.getType());
    };
  }

  private Instant time(String path, JsonNode json) {
    if (json.isIntegralNumber() && json.canConvertToLong()) {
      return Instant.ofEpochMilli(json.longValue());
    }
    try {
      return Instant.parse(json.asText()).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      problem(path, json, "milliseconds since the epoch or an ISO-8601 time");
      return null;
    }
  }

  private List<OddsOutcome> outcomes(String path, JsonNode json) {
    if (!json.isArray()) {
      problem(path, json, "an array of outcomes");
      return null;
    }
    List<OddsOutcome> outcomes = new ArrayList<>(json.size());
    for (JsonNode one : json) {
      OddsOutcome outcome = new OddsOutcome();
      fill(path + "[" + outcomes.size() + "]", one, outcome);
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private Object problem(String path, JsonNode json, String needed) {
    problems.put(
        path,
        path + " is " + (json.isMissingNode() ? "missing" : json) + ": " + needed + " is needed");
    return null;
  }

  private static String fields(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).collect(Collectors.joining(", "));
  }
}
