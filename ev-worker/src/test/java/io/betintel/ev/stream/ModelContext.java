package io.betintel.ev.stream;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * What Streams gives a processor, as a simulation decides it: its time, which no step of the wall
 * clock changes, and where records go.
 */
final class ModelContext<T, V> implements ProcessorContext<T, V> {
  private final int partition;
  private final StateStore store;
  private final LongSupplier nanoTime;
  private final BiConsumer<String, Record<T, V>> forwarded;
  private final List<Scheduled> scheduled = new ArrayList<>();
  private Optional<RecordMetadata> place = Optional.empty();

  /**
   * @param store the one that the processor has; null for none
   * @param forwarded takes each record with the name of the node that it goes to
   */
  ModelContext(
      int partition,
      StateStore store,
      LongSupplier nanoTime,
      BiConsumer<String, Record<T, V>> forwarded) {
    this.partition = partition;
    this.store = store;
    this.nanoTime = nanoTime;
    this.forwarded = forwarded;
  }

  void at(String topic, long offset) {
    place = Optional.of(new Place(topic, partition, offset));
  }

  /** Runs what is due, each once. */
  void punctuate() {
    for (Scheduled each : List.copyOf(scheduled)) {
      long now = currentSystemTimeMs();
      if (scheduled.contains(each) && now >= each.due) {
        each.due = now + each.interval;
        each.punctuator.punctuate(now);
      }
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the topology's types
  public <K extends T, W extends V> void forward(Record<K, W> record, String child) {
    forwarded.accept(child, (Record<T, V>) (Record<?, ?>) record);
  }

  @Override
  public <K extends T, W extends V> void forward(Record<K, W> record) {
    throw new UnsupportedOperationException("every node here has a name");
  }

  @Override
  public TaskId taskId() {
    return new TaskId(0, partition);
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return place;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
  public <S extends StateStore> S getStateStore(String name) {
    return (S) store;
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator punctuator) {
    Scheduled added = new Scheduled(interval.toMillis(), punctuator);
    added.due = currentSystemTimeMs() + added.interval;
    scheduled.add(added);
    return () -> scheduled.remove(added);
  }

  @Override
  public Cancellable schedule(
      Instant start, Duration interval, PunctuationType type, Punctuator punctuator) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long currentSystemTimeMs() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
  }

  @Override
  public long currentStreamTimeMs() {
    throw new UnsupportedOperationException("stream time is never used");
  }

  @Override
  public String applicationId() {
    return "simulated";
  }

  @Override
  public Serde<?> keySerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Serde<?> valueSerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public File stateDir() {
    throw new UnsupportedOperationException();
  }

  @Override
  public StreamsMetrics metrics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commit() {
    throw new UnsupportedOperationException("the stream commits by itself");
  }

  @Override
  public Map<String, Object> appConfigs() {
    return Map.of();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return Map.of();
  }

  private record Place(String topic, int partition, long offset) implements RecordMetadata {}

  private static final class Scheduled {
    private final long interval;
    private final Punctuator punctuator;
    private long due;

    Scheduled(long interval, Punctuator punctuator) {
      this.interval = interval;
      this.punctuator = punctuator;
    }
  }
}
