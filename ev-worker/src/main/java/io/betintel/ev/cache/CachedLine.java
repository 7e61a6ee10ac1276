package io.betintel.ev.cache;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.betintel.ev.linejson.LineJson;
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

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * A line that may be shown.
   *
   * @param validUntil after this instant it may not be shown
   * @param json the whole line, without a line break, with the fields of {@code PricedLine.avsc}
   */
  public record Shown(Instant validUntil, String json) {}

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
    try (JsonParser parser = FACTORY.createParser(json)) {
      Instant validUntil = null;
      parser.nextToken();
      // Both fields come before the arrays, which are most of the text.
      while (validUntil == null && parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case LineJson.VERSION -> version = parser.getLongValue();
          case LineJson.VALID_UNTIL -> validUntil = Instant.parse(parser.getText());
          default -> parser.skipChildren();
        }
      }
      if (validUntil == null) {
        throw new IllegalStateException(
            "line " + id + " in the cache has no " + LineJson.VALID_UNTIL);
      }
      return new CachedLine(
          id,
          version,
          validUntil.isAfter(now) ? Optional.of(new Shown(validUntil, json)) : Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException("line " + id + " in the cache is not JSON", e);
    }
  }
}
