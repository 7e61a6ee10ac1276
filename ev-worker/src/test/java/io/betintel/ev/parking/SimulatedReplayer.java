package io.betintel.ev.parking;

import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.consume.KnownTopic;
import io.betintel.ev.consume.PlacedConsumer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The real replayer of one worker between a modelled broker and modelled tables. */
public final class SimulatedReplayer {
  private final ReplayLoop loop;

  public SimulatedReplayer(
      ModelPositions.Of positions,
      Supplier<KnownTopic> topic,
      ParkingRoute route,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      BetTypeCatalogue catalogue,
      ReturnGate.Workers workers,
      OddsEventDecoder decoder,
      Clock clock,
      Clock steady,
      LongSupplier nanoTime) {
    ParkingMetrics metrics = new ParkingMetrics(new SimpleMeterRegistry(), catalogue::current);
    ParkedLedgers ledgers = new ParkedLedgers(positions, topic::get, metrics);
    PlacedConsumer placed =
        new PlacedConsumer(consumer, ReplayLoop.PAUSE, ReplayLoop.LOOK, nanoTime, () -> true);
    loop =
        new ReplayLoop(
            placed,
            ledgers,
            new ReturnGate(catalogue, workers, steady),
            new Returning(
                new ReturnRules(decoder::decode, route, clock, steady), producer, metrics),
            new ReturnRate(Integer.MAX_VALUE),
            nanoTime);
    placed.subscribe(route.parked(), ledgers::forget);
  }

  public void turn() throws InterruptedException {
    loop.turn();
  }

  /** As health has it. */
  public String check() {
    return loop.check().toString();
  }
}
