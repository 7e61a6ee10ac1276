package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
final class EventPartitionerTest {
  private static final Path EXAMPLES = Path.of("../schemas/partitioner-vectors.json");

  static Stream<JsonNode> examples() throws IOException {
    return new ObjectMapper().readTree(EXAMPLES.toFile()).path("vectors").valueStream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void homeIsAsPublished(JsonNode example) {
    String eventId = example.path("event_id").textValue();

    byte[] bytes = eventId.getBytes(StandardCharsets.UTF_8);
    assertThat(Utils.murmur2(bytes)).isEqualTo(example.path("murmur2").intValue());
    for (Map.Entry<String, JsonNode> home : example.path("home").properties()) {
      int partitions = Integer.parseInt(home.getKey());
      assertThat(EventPartitioner.home(eventId, partitions)).isEqualTo(home.getValue().intValue());
    }
  }

  @Test
  void examplesCoverLengthsPartitionCountsSignAndLetters() throws IOException {
    assertThat(examples()).hasSize(13);
    assertThat(examples())
        .allSatisfy(
            example ->
                assertThat(example.path("home").propertyStream().map(Map.Entry::getKey))
                    .containsExactly("1", "6", "12", "64"));
    assertThat(examples()).anyMatch(example -> example.path("murmur2").intValue() < 0);
    assertThat(examples()).anyMatch(example -> example.path("murmur2").intValue() > 0);
    // murmur2 takes four bytes at a time, and then what is left.
    assertThat(examples().map(example -> utf8(example).length % 4)).contains(0, 1, 2, 3);
    assertThat(examples())
        .anyMatch(example -> !example.path("event_id").textValue().matches("\\p{ASCII}*"));
  }

  private static byte[] utf8(JsonNode example) {
    return example.path("event_id").textValue().getBytes(StandardCharsets.UTF_8);
  }
}
