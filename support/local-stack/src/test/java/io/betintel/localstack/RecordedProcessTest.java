package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordedProcessTest {
  private static final ProcessHandle SELF = ProcessHandle.current();

  @Test
  void aLineReadsBackAsTheSame() {
    RecordedProcess kafka =
        new RecordedProcess("kafka", 4711, Instant.ofEpochMilli(1_795_371_829_400L));

    assertThat(kafka.toLine()).isEqualTo("kafka 4711 1795371829400");
    assertThat(RecordedProcess.parse(kafka.toLine())).contains(kafka);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kafka", "kafka 4711", "kafka 4711 ", "kafka -1 5", "4711 5 kafka"})
  void aTornLineIsNoProcess(String line) {
    assertThat(RecordedProcess.parse(line)).isEmpty();
  }

  @Test
  void findsTheProcessThatStillRuns() {
    assertThat(RecordedProcess.of("self", SELF).orElseThrow().find()).contains(SELF);
  }

  @Test
  void aStrangerWithTheSamePidIsNotFound() {
    RecordedProcess self = RecordedProcess.of("self", SELF).orElseThrow();

    assertThat(new RecordedProcess("self", self.pid(), self.startedAt().minusSeconds(60)).find())
        .isEmpty();
  }
}
