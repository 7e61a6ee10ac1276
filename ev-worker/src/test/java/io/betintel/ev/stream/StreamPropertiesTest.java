package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.ops.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamPropertiesTest {
  @ParameterizedTest
  @CsvSource({
    "20ms, 200, 20, 100",
    "5ms, 200, 5, 100",
    "250ms, 250, 100, 100",
    "8s, 8000, 100, 100"
  })
  void recordsWaitForTheCommitAndTheCommitForNoPoll(
      String commitInterval, long behind, long poll, long linger) {
    Properties properties = properties(Map.of("EV_COMMIT_INTERVAL", commitInterval));

    assertThat(properties)
        .containsEntry("commit.interval.ms", behind)
        .containsEntry("poll.ms", poll)
        .containsEntry("producer.linger.ms", linger);
  }

  @Test
  void whatIsWrittenIsCompressedBySnappy() {
    assertThat(properties(Map.of())).containsEntry("producer.compression.type", "snappy");
  }

  @Test
  void offsetsThatComeTooSoonForTheBrokerAreSentAgainSoon(@TempDir Path directory)
      throws IOException {
    assertThat(properties(Map.of())).containsEntry("producer.retry.backoff.ms", 20);

    Path file = Files.writeString(directory.resolve("kafka.properties"), "retry.backoff.ms=50");
    assertThat(properties(Map.of("EV_KAFKA_PROPERTIES_FILE", file.toString())))
        .containsEntry("retry.backoff.ms", "50")
        .doesNotContainKey("producer.retry.backoff.ms");
  }

  private static Properties properties(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>(environment);
    settings.put("EV_KAFKA_BOOTSTRAP_SERVERS", "none:1");
    return StreamProperties.of(StreamSettings.from(new Settings(settings)));
  }
}
