package io.betintel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OddsProducerTest {
  @Test
  void homesAreThoseOfTheVectors() throws Exception {
    JsonNode vectors =
        new ObjectMapper()
            .readTree(Path.of("../../schemas/partitioner-vectors.json").toFile())
            .path("vectors");

    assertThat(vectors).hasSize(13);
    for (JsonNode vector : vectors) {
      String eventId = vector.path("event_id").textValue();
      vector
          .path("home")
          .forEachEntry(
              (partitions, home) ->
                  assertThat(OddsProducer.home(eventId, Integer.parseInt(partitions)))
                      .as(eventId + " among " + partitions)
                      .isEqualTo(home.intValue()));
    }
  }
}
