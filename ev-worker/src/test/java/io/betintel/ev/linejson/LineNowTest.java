package io.betintel.ev.linejson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Four offers: betmgm is best until 12:05, fanduel and bovada have the same lower EV until 12:15,
 * and draftkings, never valued, is top until 12:08.
 */
final class LineNowTest {
  private static final String OFFERS =
      """
      [{"bookmaker":"betmgm","price":2.2,"net_price":2.2,"valid_until":"2026-11-01T12:05:00Z",
        "ev":0.1,"stake":0.02,"value_class":"take","flags":[]},
       {"bookmaker":"draftkings","price":2.5,"net_price":2.5,"valid_until":"2026-11-01T12:08:00Z",
        "flags":["too_few_books"]},
       {"bookmaker":"fanduel","price":2.1,"net_price":2.1,"valid_until":"2026-11-01T12:15:00Z",
        "ev":0.05,"stake":0.01,"value_class":"take","flags":[]},
       {"bookmaker":"bovada","price":2.1,"net_price":2.1,"valid_until":"2026-11-01T12:15:00Z",
        "ev":0.05,"stake":0.01,"value_class":"take","flags":[]},
       {"bookmaker":"twice","price":9.0,"net_price":9.0,"valid_until":"2026-11-01T12:30:00Z",
        "flags":["ambiguous"]}]""";

  @Test
  void nothingChangesWhileTheBestIsValid() throws Exception {
    ObjectNode line = at("12:04:59");
    assertThat(line.at("/outcomes/0/best_bookmaker").asText()).isEqualTo("betmgm");
    assertThat(line.at("/outcomes/0/best_price").asDouble()).isEqualTo(2.2);
    assertThat(line.at("/outcomes/0/top_bookmaker").asText()).isEqualTo("draftkings");
    assertThat(line.at("/middles")).hasSize(2);
    assertThat(line.get("current_until").asText()).isEqualTo("2026-11-01T12:05:00Z");
  }

  /** The two next offers have the same EV: the first by key is the best, as in the worker. */
  @Test
  void nextBestTakesItsPlaceAtTheInstantItExpires() throws Exception {
    ObjectNode line = at("12:05:00");
    JsonNode over = line.at("/outcomes/0");
    assertThat(over.get("best_bookmaker").asText()).isEqualTo("bovada");
    assertThat(over.get("best_price").asDouble()).isEqualTo(2.1);
    assertThat(over.get("best_ev").asDouble()).isEqualTo(0.05);
    assertThat(over.get("best_valid_until").asText()).isEqualTo("2026-11-01T12:15:00Z");
    assertThat(over.at("/offers/0"))
        .hasToString(
            "{\"bookmaker\":\"betmgm\",\"price\":2.2,\"net_price\":2.2,"
                + "\"valid_until\":\"2026-11-01T12:05:00Z\",\"ev\":0.1,\"stake\":0.0,"
                + "\"flags\":[\"stale\"]}");
    // Valid until 12:05: gone with the best offer. Until 12:10: still there.
    assertThat(line.has("arbitrage")).isFalse();
    assertThat(line.at("/middles")).hasSize(1);
    assertThat(line.get("current_until").asText()).isEqualTo("2026-11-01T12:08:00Z");
  }

  @Test
  void topIsTheHighestValidPriceThatIsNotAmbiguous() throws Exception {
    JsonNode over = at("12:08:00").at("/outcomes/0");
    assertThat(over.get("top_bookmaker").asText()).isEqualTo("bovada");
    assertThat(over.get("top_price").asDouble()).isEqualTo(2.1);
  }

  @Test
  void withoutAValidOfferThereIsNoBestAndNothingToWaitFor() throws Exception {
    ObjectNode line = at("12:15:00");
    assertThat(line.at("/outcomes/0").properties())
        .extracting(field -> field.getKey())
        .containsExactly("name", "offers");
    assertThat(line.has("middles")).isFalse();
    assertThat(line.has("current_until")).isFalse();
  }

  @Test
  void whatTheWorkerDidNotCallBestDoesNotBecomeIt() throws Exception {
    ObjectNode line = line();
    ((ObjectNode) line.at("/outcomes/0")).remove("best_bookmaker");
    LineNow.bring(line, Instant.parse("2026-11-01T12:00:00Z"));
    assertThat(line.at("/outcomes/0").has("best_price")).isFalse();
  }

  private static ObjectNode at(String time) throws Exception {
    ObjectNode line = line();
    LineNow.bring(line, Instant.parse("2026-11-01T" + time + "Z"));
    return line;
  }

  private static ObjectNode line() throws Exception {
    return (ObjectNode)
        new ObjectMapper()
            .readTree(
                """
                {"current_until":"2026-11-01T12:05:00Z","outcomes":[{"name":"Over",
                  "best_bookmaker":"betmgm","best_price":2.2,"best_ev":0.1,
                  "best_valid_until":"2026-11-01T12:05:00Z",
                  "top_bookmaker":"draftkings","top_price":2.5,"offers":%s}],
                 "arbitrage":{"valid_until":"2026-11-01T12:05:00Z"},
                 "middles":[{"valid_until":"2026-11-01T12:10:00Z"},
                            {"valid_until":"2026-11-01T12:05:00Z"}]}
                """
                    .formatted(OFFERS));
  }
}
