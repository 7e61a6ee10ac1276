package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;

class NeverThrowingTimestampsTest {
  private final NeverThrowingTimestamps timestamps = new NeverThrowingTimestamps();

  @Test
  void timestampIsTheRecordsOwn() {
    ConsumerRecord<Object, Object> record = record(1_700_000_000_000L);

    assertThat(timestamps.extract(record, 5)).isEqualTo(1_700_000_000_000L);
    assertThat(record.headers()).isEmpty();
  }

  @Test
  void missingOneIsZeroAndTheOriginSaysWhatWasSent() {
    ConsumerRecord<Object, Object> missing = record(-1);
    assertThat(timestamps.extract(missing, 5)).isZero();
    assertThat(origin(missing).timestamp()).isEqualTo(-1);

    ConsumerRecord<Object, Object> zero = record(0);
    assertThat(timestamps.extract(zero, 5)).isZero();
    assertThat(origin(zero).timestamp()).isZero();
  }

  private static Origin origin(ConsumerRecord<Object, Object> record) {
    return Origin.of(metadata(), new Record<>("key", "value", 0, record.headers()));
  }

  private static RecordMetadata metadata() {
    return new RecordMetadata() {
      @Override
      public String topic() {
        return "odds.events";
      }

      @Override
      public int partition() {
        return 3;
      }

      @Override
      public long offset() {
        return 7;
      }
    };
  }

  private static ConsumerRecord<Object, Object> record(long timestamp) {
    return new ConsumerRecord<>(
        "odds.events",
        3,
        7,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        "key",
        "value",
        new RecordHeaders(),
        Optional.empty());
  }
}
