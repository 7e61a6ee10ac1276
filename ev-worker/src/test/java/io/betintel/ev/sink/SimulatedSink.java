package io.betintel.ev.sink;

import io.betintel.ev.consume.PlacedConsumer;
import io.betintel.ev.ops.RetryPause;
import io.betintel.ev.priced.PricedLine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/** The real loop of one sink between a modelled broker and a modelled store. */
public final class SimulatedSink {
  /** Of a record or two: older versions have to give way. */
  private static final long MOST_BYTES = 1_500;

  private final SinkLoop loop;

  /**
   * @param lookup describes the topic as it is now
   * @param mostRecords in one poll
   */
  public SimulatedSink(
      LineSink store,
      String topic,
      Consumer<byte[], byte[]> consumer,
      Supplier<TopicIdentity> lookup,
      Function<byte[], PricedLine> decode,
      int mostRecords,
      Clock clock,
      LongSupplier nanoTime) {
    PlacedConsumer placed =
        new PlacedConsumer(
            consumer,
            new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(5)),
            SinkLoop.VERIFY,
            nanoTime,
            () -> true);
    loop =
        new SinkLoop(
            store,
            placed,
            lookup,
            decode,
            records -> {
              throw new IllegalStateException("no line here is refused: " + records);
            },
            new MicrometerSinkMetrics(new SimpleMeterRegistry(), store.name()),
            clock,
            nanoTime,
            Math.max(1, mostRecords / 2), // others wait
            MOST_BYTES,
            new StoreRest(() -> false, nanoTime),
            Runnable::run);
    placed.subscribe(topic, loop::revoked);
  }

  public void turn() {
    loop.turn();
  }

  /** As health has it. */
  public String check() {
    return loop.check().toString();
  }
}
