package io.betintel.ev.feed.oddsapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.feed.FeedFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The events of one v4 response, whichever of its shapes it has: an array of events, one event, or
 * a historical envelope around either. Events are read one by one, so that those before a break are
 * kept.
 */
final class TheOddsApiPayload {
  /** NaN and its like are read as numbers, and then refused with their place. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** Advice to programmers about the parser's features. */
  private static final Pattern ADVICE =
      Pattern.compile("(?i) ?\\([^()]*(feature|enable)[^()]*\\)|: enable [`'\"][^`'\"]*[`'\"].*");

  private static final JsonFactory JSON = MAPPER.getFactory();

  private final List<JsonNode> events = new ArrayList<>();
  private JsonNode timestamp;
  private String brokenOff;

  private TheOddsApiPayload() {}

  static TheOddsApiPayload parse(byte[] content) {
    TheOddsApiPayload payload = new TheOddsApiPayload();
    try (JsonParser parser = JSON.createParser(content)) {
      payload.readRoot(parser);
      if (parser.nextToken() != null) {
        payload.brokenOff = "something follows the end of the JSON";
      }
    } catch (JsonProcessingException e) {
      payload.brokenOff =
          "broken at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + ADVICE.matcher(e.getOriginalMessage()).replaceAll("");
    } catch (IOException e) {
      throw new FeedFileException("cannot be read: " + e.getMessage());
    }
    return payload;
  }

  List<JsonNode> events() {
    return events;
  }

  /** The envelope's, as it was sent; empty if there is no envelope. */
  Optional<JsonNode> timestamp() {
    return Optional.ofNullable(timestamp);
  }

  /** Where and why the file ends too early; empty if it does not. */
  Optional<String> brokenOff() {
    return Optional.ofNullable(brokenOff);
  }

  private void readRoot(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      readArray(parser);
    } else if (first == JsonToken.START_OBJECT) {
      readObject(parser);
    } else {
      throw new FeedFileException("holds neither an event nor an array of events");
    }
  }

  private void readArray(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      events.add(MAPPER.readTree(parser));
    }
  }

  private void readObject(JsonParser parser) throws IOException {
    ObjectNode fields = MAPPER.createObjectNode();
    boolean envelope = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("data")) {
        envelope = true;
        if (value == JsonToken.START_ARRAY) {
          readArray(parser);
        } else {
          events.add(MAPPER.readTree(parser));
        }
      } else if (name.equals("timestamp")) {
        timestamp = MAPPER.readTree(parser);
      } else {
        fields.set(name, MAPPER.readTree(parser));
      }
    }
    if (envelope) {
      return;
    }
    OtherAnswers.refuse(fields);
    if (!fields.has("id")) {
      OtherAnswers.refuseUnknown(fields);
    }
    events.add(fields);
  }
}
