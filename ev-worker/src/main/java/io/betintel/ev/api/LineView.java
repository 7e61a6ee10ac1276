package io.betintel.ev.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.betintel.ev.bettype.Role;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * A line's JSON as a role may see it: for free without stakes, and without what says how sure the
 * price is. What is hidden is left out; warnings never are.
 */
final class LineView {
  /** Wherever they stand. */
  private static final Set<String> HIDDEN =
      Set.of(
          "kelly",
          "stake",
          "worst_case_ev",
          "ev_by_method",
          "weight",
          "overround",
          "hold",
          "hit_probability");

  /** The line's own, which are objects; an offer's are names. */
  private static final String REFERENCES = "references";

  /** A reference's tells how sure the price is, an offer's whether it is still there. */
  private static final String AGE = "age_ms";

  private LineView() {}

  /**
   * @param line with the fields of {@code PricedLine.avsc}, or a part of one
   */
  static String of(Role role, String line) {
    if (role != Role.FREE) {
      return line;
    }
    StringWriter text = new StringWriter(line.length());
    try (JsonParser from = Json.MAPPER.getFactory().createParser(line);
        JsonGenerator to = Json.MAPPER.getFactory().createGenerator(text)) {
      from.nextToken();
      copy(from, to, false);
    } catch (IOException e) {
      throw new UncheckedIOException("a line in a store is not JSON", e);
    }
    return text.toString();
  }

  private static void copy(JsonParser from, JsonGenerator to, boolean inReference)
      throws IOException {
    switch (from.currentToken()) {
      case START_OBJECT -> {
        to.writeStartObject();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
          String field = from.currentName();
          from.nextToken();
          if (HIDDEN.contains(field) || inReference && field.equals(AGE)) {
            from.skipChildren();
          } else {
            to.writeFieldName(field);
            copy(from, to, field.equals(REFERENCES));
          }
        }
        to.writeEndObject();
      }
      case START_ARRAY -> {
        to.writeStartArray();
        while (from.nextToken() != JsonToken.END_ARRAY) {
          copy(from, to, inReference);
        }
        to.writeEndArray();
      }
      default -> to.copyCurrentEventExact(from);
    }
  }
}
