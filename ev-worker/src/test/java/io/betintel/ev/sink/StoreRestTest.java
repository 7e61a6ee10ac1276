package io.betintel.ev.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class StoreRestTest {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "id", 1);

  private long nanos;
  private boolean pricingIsBehind = true;
  private final StoreRest rest = new StoreRest(() -> pricingIsBehind, () -> nanos);

  @Test
  void lastsTwiceAsLongAsTheWrite() {
    assertThat(rest.isOver()).isTrue();
    rest.after(batch(4, 2), Duration.ofNanos(100));
    nanos = 199;
    assertThat(rest.isOver()).isFalse();
    nanos = 200;
    assertThat(rest.isOver()).isTrue();
  }

  @Test
  void thereIsNoneWhilePricingKeepsUp() {
    rest.after(batch(4, 2), Duration.ofNanos(100));
    pricingIsBehind = false;
    assertThat(rest.isOver()).isTrue();
  }

  /** A store that takes the lines as fast as they change would only be late. */
  @Test
  void thereIsNoneIfFewLinesHadNewerVersions() {
    rest.after(batch(4, 1), Duration.ofNanos(100));
    assertThat(rest.isOver()).isTrue();
    rest.after(batch(1, 0), Duration.ofNanos(100)); // as with EV_SINK_BATCH_RECORDS=1
    assertThat(rest.isOver()).isTrue();
  }

  /**
   * @param passed records that had a newer version
   */
  private static Batch batch(int lines, int passed) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      String text = "totals,e" + line + ",2.1";
      records.add(
          new ConsumerRecord<>(TOPIC.name(), 0, line, TextLines.key(text), text.getBytes(UTF_8)));
    }
    return Batch.of(TOPIC, records, passed, Map.of(), Map.of(), new HeldLines(), TextLines::decode);
  }
}
