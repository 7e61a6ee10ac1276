package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.odds.InvalidOddsException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * Fields of The Odds API's JSON; null where they are absent or null, since most of them become
 * components of records that have null there too.
 */
final class JsonFields {
  /** The year 2200, the end of what odds.events takes: more is milliseconds for seconds. */
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private JsonFields() {}

  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  /**
   * @throws InvalidOddsException if it is there and not a number
   */
  static Double number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      String given = value.isNumber() ? value.asText() : value.toString();
      throw new InvalidOddsException(field, given, "a number is needed");
    }
    return value.doubleValue();
  }

  /**
   * An ISO-8601 time, or whole seconds since the epoch ({@code dateFormat=unix}).
   *
   * @throws InvalidOddsException if it is there and neither of the two
   */
  static Instant time(JsonNode object, String field) {
    return time(field, object.path(field));
  }

  static Instant time(String field, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    Instant time = null;
    if (value.isIntegralNumber() && Math.abs(value.doubleValue()) <= LATEST.getEpochSecond()) {
      time = Instant.ofEpochSecond(value.longValue());
    } else if (value.isTextual()) {
      time = parsed(value.textValue());
    }
    if (time == null || !time.isAfter(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new InvalidOddsException(
          field,
          value.asText(),
          "an ISO-8601 time or seconds since the epoch are needed, from 1970 to 2200");
    }
    return time;
  }

  private static Instant parsed(String text) {
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
