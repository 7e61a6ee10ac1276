package io.betintel.ev.api.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Parameters;
import io.betintel.ev.api.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page ended: the last row's values in the order of the answer, so that the next page
 * begins after them whatever has changed in between. Opaque to callers.
 *
 * @param order what the rows are ordered by; a cursor is valid for that order only
 * @param values for the query, each of its column's kind
 */
record Cursor(String order, List<Object> values) {
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  Cursor {
    values = List.copyOf(values);
  }

  /** What a column holds. */
  enum Kind {
    NUMBER {
      @Override
      Object read(String text) {
        return Double.valueOf(text);
      }
    },
    WHOLE {
      @Override
      Object read(String text) {
        return Long.valueOf(text);
      }
    },
    TIME {
      @Override
      Object read(String text) {
        return Parameters.instant(text).toString();
      }
    },
    TEXT {
      @Override
      Object read(String text) {
        if (!text.equals(Parameters.printable(text))) {
          throw new IllegalArgumentException("not printable");
        }
        return text;
      }
    };

    /**
     * @throws IllegalArgumentException or a DateTimeException if the text is not of this kind
     */
    abstract Object read(String text);
  }

  /**
   * @param fields of the row, each of its kind
   */
  static Cursor after(String order, JsonNode row, List<String> fields) {
    return new Cursor(
        order, fields.stream().map(field -> (Object) row.get(field).asText()).toList());
  }

  /** For a URL. */
  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(order);
    values.forEach(value -> parts.add(value.toString()));
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Json.MAPPER.writeValueAsBytes(parts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot fail to be written", e);
    }
  }

  /**
   * Where the page before ended; empty if the caller begins.
   *
   * @throws Problem 400 if the cursor is broken or of another order
   */
  static Optional<Cursor> of(Parameters parameters, String order, List<Kind> kinds) {
    return parameters.single("cursor").map(text -> parse(text, order, kinds));
  }

  /**
   * @throws Problem 400 if the cursor is broken or of another order
   */
  static Cursor parse(String text, String order, List<Kind> kinds) {
    try {
      List<String> parts =
          Json.MAPPER.readValue(
              new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8), TEXTS);
      if (parts == null || parts.size() != kinds.size() + 1 || !parts.get(0).equals(order)) {
        throw new IllegalArgumentException("another order");
      }
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < kinds.size(); i++) {
        values.add(kinds.get(i).read(String.valueOf(parts.get(i + 1))));
      }
      return new Cursor(order, values);
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw Problem.badParameter(
          "cursor",
          text,
          "the next_cursor of an answer to the same query is accepted; leave it out to begin"
              + " again");
    }
  }
}
