package io.betintel.ev.cache;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.linejson.LineNow;
import io.betintel.ev.odds.LineId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A line as the cache has it now.
 *
 * @param version the newest that was written, shown or not; {@value #UNKNOWN} if the cache no
 *     longer knows the line
 * @param shown empty if the line was withdrawn or is no longer valid
 */
public record CachedLine(LineId id, long version, Optional<Shown> shown) {
  public static final long UNKNOWN = -1;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A line that may be shown.
   *
   * @param validUntil after this instant it may not be shown
   * @param currentUntil from this instant on it must be read again, since a best offer in it is no
   *     longer valid; never after {@code validUntil}
   * @param json the whole line, without a line break, with the fields of {@code PricedLine.avsc}
   */
  public record Shown(Instant validUntil, Instant currentUntil, String json) {}

  /**
   * @param json the entry; null if it is missing
   * @param marker the version marker, a topic id and an offset; null if it is missing
   * @param now after {@code valid_until} a line is not shown
   */
  static CachedLine of(LineId id, String json, String marker, Instant now) {
    long version =
        marker == null ? UNKNOWN : Long.parseLong(marker.substring(marker.lastIndexOf(' ') + 1));
    if (json == null) {
      return new CachedLine(id, version, Optional.empty());
    }
    try {
      Head head = Head.of(json);
      if (head.validUntil == null) {
        throw new IllegalStateException(
            "line " + id + " in the cache has no " + LineJson.VALID_UNTIL);
      }
      return new CachedLine(
          id,
          head.version == UNKNOWN ? version : head.version,
          head.validUntil.isAfter(now) ? Optional.of(head.shown(json, now)) : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("line " + id + " in the cache is not JSON", e);
    }
  }

  /**
   * What comes before the arrays, which are most of the text.
   *
   * @param currentUntil null if no offer is the best, or an older build wrote the line
   */
  private record Head(long version, Instant validUntil, Instant currentUntil) {

    static Head of(String json) throws IOException {
      try (JsonParser parser = JSON.createParser(json)) {
        long version = UNKNOWN;
        Instant validUntil = null;
        Instant currentUntil = null;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String field = parser.currentName();
          if (parser.nextToken() == JsonToken.START_ARRAY) {
            break;
          }
          switch (field) {
            case LineJson.VERSION -> version = parser.getLongValue();
            case LineJson.VALID_UNTIL -> validUntil = Instant.parse(parser.getText());
            case LineJson.CURRENT_UNTIL -> currentUntil = Instant.parse(parser.getText());
            default -> parser.skipChildren();
          }
        }
        return new Head(version, validUntil, currentUntil);
      }
    }

    Shown shown(String json, Instant now) throws IOException {
      if (currentUntil != null && currentUntil.isAfter(now)) {
        return new Shown(validUntil, sooner(currentUntil), json);
      }
      ObjectNode line = (ObjectNode) JSON.readTree(json);
      LineNow.bring(line, now);
      JsonNode until = line.path(LineJson.CURRENT_UNTIL);
      return new Shown(
          validUntil,
          until.isTextual() ? sooner(Instant.parse(until.textValue())) : validUntil,
          line.toString());
    }

    private Instant sooner(Instant instant) {
      return instant.isBefore(validUntil) ? instant : validUntil;
    }
  }
}
