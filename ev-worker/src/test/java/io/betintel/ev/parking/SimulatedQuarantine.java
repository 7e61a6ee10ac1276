package io.betintel.ev.parking;

import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.WriterSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The real quarantine of one worker between a modelled broker and a modelled registry. */
public final class SimulatedQuarantine {
  private final QuarantineLoop loop;

  /**
   * @param open makes a producer for transactions
   */
  public SimulatedQuarantine(
      ParkingRoute route,
      Consumer<byte[], byte[]> consumer,
      Supplier<Producer<byte[], byte[]>> open,
      OddsEventDecoder decoder,
      WriterSchemas schemas,
      Duration mostAhead,
      LongSupplier nanoTime) {
    loop =
        new QuarantineLoop(
            consumer,
            new Transactions(open, route.hop()),
            new QuarantineRules(decoder::decode, route, Optional.of(mostAhead)),
            schemas::askAgain,
            new QuarantineMetrics(new SimpleMeterRegistry()),
            nanoTime);
    consumer.subscribe(List.of(route.quarantine()));
  }

  public void turn() {
    loop.turn();
  }

  /** As health has it. */
  public String check() {
    return loop.check().toString();
  }
}
