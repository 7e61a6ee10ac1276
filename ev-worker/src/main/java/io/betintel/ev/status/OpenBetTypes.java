package io.betintel.ev.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;

/** Counts the bet types that the read API shows without a key. */
final class OpenBetTypes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenBetTypes() {}

  static int ask(HttpClient client, URI url) throws IOException, InterruptedException {
    return count(HttpAnswer.of(client, url, "/v1/bet-types"));
  }

  static int count(String body) throws IOException {
    JsonNode betTypes;
    try {
      betTypes = JSON.readTree(body).path("bet_types");
    } catch (JsonProcessingException e) {
      throw new IOException("what answers there is not the read API", e);
    }
    if (!betTypes.isArray()) {
      throw new IOException("what answers there is not the read API");
    }
    return betTypes.size();
  }
}
