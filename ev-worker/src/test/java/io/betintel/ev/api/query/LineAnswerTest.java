package io.betintel.ev.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.api.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineAnswerTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void whatHasBecomeHistorySaysSo() throws Exception {
    ObjectNode over = row("Over", "2026-11-23T12:10:00Z", "2026-11-23T11:59:59Z");
    ObjectNode under = row("Under", "2026-11-23T12:10:00Z", "2026-11-23T12:05:00Z");

    ObjectNode line = LineAnswer.of(List.of(over, under), Optional.of("over_under"), NOON);

    assertThat(line.get("status").asText()).isEqualTo("open");
    assertThat(line.get("shape").asText()).isEqualTo("over_under");
    assertThat(line.get("point").asDouble()).isEqualTo(5.5);
    assertThat(line.at("/outcomes/0/offers/0/flags")).hasToString("[\"suspect\",\"stale\"]");
    assertThat(line.at("/outcomes/1/offers/0/flags")).hasToString("[\"suspect\"]");
    assertThat(line.at("/arbitrage/profit").asDouble()).isEqualTo(0.02);
  }

  @Test
  void offerThatIsStaleIsNotCalledSoTwice() throws Exception {
    ObjectNode over = row("Over", "2026-11-23T12:10:00Z", "2026-11-23T11:00:00Z");
    ((ObjectNode) over.at("/offers/0")).putArray("flags").add("stale");

    assertThat(
            LineAnswer.of(List.of(over), Optional.empty(), NOON).at("/outcomes/0/offers/0/flags"))
        .hasToString("[\"stale\"]");
  }

  @Test
  void lineIsExpiredAfterItsTimeAndWithdrawnWithoutQuotes() throws Exception {
    ObjectNode past = row("Over", "2026-11-23T12:00:00Z", "2026-11-23T12:00:00Z");
    ObjectNode closed = past.deepCopy().put("closed_at", "2026-11-23T11:00:00Z");

    assertThat(status(past)).isEqualTo("expired");
    assertThat(status(closed)).isEqualTo("withdrawn");
    assertThat(status(past, closed)).isEqualTo("expired");
    assertThat(status(row("Over", "2026-11-23T13:00:00Z", "2026-11-23T13:00:00Z"), closed))
        .isEqualTo("open");
  }

  private static String status(ObjectNode... rows) {
    return LineAnswer.of(List.of(rows), Optional.empty(), NOON).get("status").asText();
  }

  private static ObjectNode row(String outcome, String validUntil, String offerValidUntil)
      throws Exception {
    return (ObjectNode)
        Json.MAPPER.readTree(
            """
            {"line_id":"e|totals||5.5|","line_point":5.5,"name":"%s","valid_until":"%s",
             "offers":[{"bookmaker":"betmgm","valid_until":"%s","flags":["suspect"]}]%s}
            """
                .formatted(
                    outcome,
                    validUntil,
                    offerValidUntil,
                    outcome.equals("Under") ? ",\"arbitrage\":{\"profit\":0.02}" : ""));
  }
}
