package io.betintel.ev.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.odds.InvalidOddsException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Fields of The Odds API's JSON; null where they are absent or null. */
final class JsonFields {
  /** The end of year 9999 in seconds: more is a unit mistaken, such as milliseconds. */
  private static final long LATEST_SECOND = 253_402_300_799L;

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
    if (!value.isNumber()) {
      throw new InvalidOddsException(field, value.toString(), "a number is needed");
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
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      long seconds = value.longValue();
      time = seconds >= 0 && seconds <= LATEST_SECOND ? Instant.ofEpochSecond(seconds) : null;
    } else if (value.isTextual()) {
      time = parsed(value.textValue());
    }
    if (time == null) {
      throw new InvalidOddsException(
          field, value.asText(), "an ISO-8601 time or seconds since the epoch are needed");
    }
    return time;
  }

  private static Instant parsed(String text) {
    try {
      Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
      long seconds = time.getEpochSecond();
      return seconds >= 0 && seconds <= LATEST_SECOND ? time : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
