package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.feed.FeedFileException;
import java.util.ArrayList;
import java.util.List;

/** What The Odds API also answers, and holds no odds of version 4: told by its fields. */
final class OtherAnswers {
  private OtherAnswers() {}

  /**
   * @param object what stands where an event is expected
   * @throws FeedFileException if it is something else, and says what
   */
  static void refuse(JsonNode object) {
    if (object.has("message") && !object.has("id")) {
      String code = object.path("error_code").asText("");
      throw new FeedFileException(
          "is an error of The Odds API"
              + (code.isEmpty() ? "" : ", " + code)
              + ": "
              + object.get("message").asText());
    }
    if (object.has("sites") || object.has("sport_nice")) {
      throw new FeedFileException("is a response of version 3; version 4 is read");
    }
    if (object.has("bookmakers")) {
      return;
    }
    if (object.has("scores") || object.has("completed")) {
      throw new FeedFileException("is a response of /scores: it holds no odds");
    }
    if (object.has("key") && object.has("group")) {
      throw new FeedFileException("is a response of /sports: it holds no odds");
    }
    if (object.has("full_name") && object.has("id")) {
      throw new FeedFileException("is a response of /participants: it holds no odds");
    }
    if (object.has("id") && object.has("commence_time")) {
      throw new FeedFileException("is a response of /events: it holds no odds");
    }
  }

  /**
   * @throws FeedFileException always
   */
  static void refuseUnknown(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    throw new FeedFileException(
        "is neither an event nor a historical envelope; it has "
            + (names.isEmpty() ? "no fields" : "the fields " + String.join(", ", names)));
  }
}
