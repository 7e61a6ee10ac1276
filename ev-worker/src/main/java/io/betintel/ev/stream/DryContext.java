package io.betintel.ev.stream;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a processor is given outside Kafka Streams: one partition, a store without a changelog, and
 * a clock that is told. Nothing is scheduled and nothing is committed.
 *
 * @param store of the markets
 * @param clock in milliseconds
 * @param onward takes what is forwarded, and the name of the node that it goes to
 */
record DryContext<K, V>(
    KeyValueStore<Bytes, byte[]> store, LongSupplier clock, BiConsumer<Record<K, V>, String> onward)
    implements ProcessorContext<K, V> {
  private static final String NAME = "warm-up";
  private static final Optional<RecordMetadata> METADATA = Optional.of(new Metadata());

  @Override
  @SuppressWarnings("unchecked") // a record is only read
  public <L extends K, W extends V> void forward(Record<L, W> record, String child) {
    onward.accept((Record<K, V>) record, child);
  }

  @Override
  public <L extends K, W extends V> void forward(Record<L, W> record) {
    throw none("node without a name");
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the one store that there is
  public <S extends StateStore> S getStateStore(String name) {
    return (S) store;
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return METADATA;
  }

  @Override
  public TaskId taskId() {
    return new TaskId(0, 0);
  }

  @Override
  public long currentSystemTimeMs() {
    return clock.getAsLong();
  }

  @Override
  public long currentStreamTimeMs() {
    return clock.getAsLong();
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator punctuator) {
    return () -> {};
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator punctuator) {
    return () -> {};
  }

  @Override
  public void commit() {}

  @Override
  public String applicationId() {
    return NAME;
  }

  @Override
  public Map<String, Object> appConfigs() {
    return Map.of();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return Map.of();
  }

  @Override
  public Serde<?> keySerde() {
    throw none("serde");
  }

  @Override
  public Serde<?> valueSerde() {
    throw none("serde");
  }

  @Override
  public File stateDir() {
    throw none("directory");
  }

  @Override
  public StreamsMetrics metrics() {
    throw none("metrics of Kafka Streams");
  }

  private static UnsupportedOperationException none(String what) {
    return new UnsupportedOperationException("there is no " + what + " outside Kafka Streams");
  }

  private static final class Metadata implements RecordMetadata {
    @Override
    public String topic() {
      return NAME;
    }

    @Override
    public int partition() {
      return 0;
    }

    @Override
    public long offset() {
      return 0;
    }
  }
}
