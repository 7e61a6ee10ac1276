package io.betintel.ev.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogConfigTest {
  private final Logger logger =
      (Logger) LoggerFactory.getLogger("io.betintel.ev.stream.OddsStream");

  @Test
  void jsonLineIsOneObjectEvenWithAStackTrace() throws Exception {
    String text = line("json", "first\nsecond \"quoted\"");

    assertThat(text).endsWith(System.lineSeparator());
    assertThat(text.strip()).doesNotContain("\n");
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.path("message").asText()).isEqualTo("first\nsecond \"quoted\"");
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("logger_name").asText()).isEqualTo("io.betintel.ev.stream.OddsStream");
    assertThat(json.path("@timestamp").asText()).isNotBlank();
    assertThat(json.path("stack_trace").asText())
        .contains("IllegalStateException: broken")
        .contains("Caused by")
        .contains("\n");
  }

  @Test
  void readableLineHasLevelLoggerAndMessage() {
    assertThat(line("text", "waiting: for Kafka"))
        .containsPattern("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  OddsStream +waiting: for Kafka");
  }

  private String line(String format, String message) {
    LogConfig config = LogConfig.from(new Settings(Map.of("EV_LOG_FORMAT", format)));
    LoggingEvent event =
        new LoggingEvent(
            "caller",
            logger,
            Level.WARN,
            message,
            new IllegalStateException("broken", new IllegalArgumentException("because")),
            null);
    return new String(config.encoder(logger.getLoggerContext()).encode(event), UTF_8);
  }
}
