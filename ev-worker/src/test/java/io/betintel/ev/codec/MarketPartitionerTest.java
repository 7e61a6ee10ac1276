package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published examples were computed by an independent murmur2 in Python, which was checked
 * against the figures in Kafka's own tests ("21" is -973932308, "foobar" is -790332482).
 */
final class MarketPartitionerTest {
  private static final Path EXAMPLES = Path.of("../schemas/partitioner-vectors.json");

  static Stream<JsonNode> examples() throws IOException {
    return new ObjectMapper().readTree(EXAMPLES.toFile()).path("vectors").valueStream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void homeIsAsPublished(JsonNode example) {
    String eventId = example.path("event_id").textValue();
    MarketId market = new MarketId(eventId, new BetType(example.path("bet_type").textValue()));

    byte[] bytes = market.text().getBytes(StandardCharsets.UTF_8);
    assertThat(Utils.murmur2(bytes)).isEqualTo(example.path("murmur2").intValue());
    for (Map.Entry<String, JsonNode> home : example.path("home").properties()) {
      int partitions = Integer.parseInt(home.getKey());
      assertThat(MarketPartitioner.home(market, partitions)).isEqualTo(home.getValue().intValue());
    }
  }

  @Test
  void examplesCoverLetterPartitionCountsAndSign() throws IOException {
    assertThat(examples()).hasSize(13);
    assertThat(examples())
        .allSatisfy(
            example ->
                assertThat(example.path("home").propertyStream().map(Map.Entry::getKey))
                    .containsExactly("1", "6", "12", "64"));
    assertThat(examples()).anyMatch(example -> example.path("murmur2").intValue() < 0);
    assertThat(examples())
        .anyMatch(example -> !example.path("event_id").textValue().matches("\\p{ASCII}*"));
  }
}
