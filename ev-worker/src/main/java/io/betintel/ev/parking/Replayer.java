package io.betintel.ev.parking;

import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.consume.PlacedConsumer;
import io.betintel.ev.consume.PollingThread;
import io.betintel.ev.consume.Progress;
import io.betintel.ev.consume.TopicLookup;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Returns parked events once their bet type is served. The workers' replayers share the partitions
 * of {@code odds.parked} in a consumer group.
 */
public final class Replayer implements Component {
  private final ReplayerClients clients;
  private final DataSource dataSource;
  private final ReturnGate gate;
  private final OddsEventDecoder decoder;
  private final ParkingMetrics metrics;
  private final Clock clock;
  private final Clock steady;
  private final Progress progress;
  private final PollingThread thread;

  /**
   * @param dataSource is used by the replayer's thread, one connection at a time
   * @param progress of the replayer
   * @param clock says what time it is
   * @param steady goes on with the time that passes, whatever the clock is set to
   * @param gate is used by the replayer's thread only, as is the decoder
   */
  public Replayer(
      ReplayerClients clients,
      DataSource dataSource,
      ReturnGate gate,
      OddsEventDecoder decoder,
      ParkingMetrics metrics,
      Progress progress,
      Clock clock,
      Clock steady) {
    this.steady = steady;
    this.progress = progress;
    this.thread = new PollingThread(ReplayLoop.NAME, "parked-replayer", progress, this::run);
    this.clients = clients;
    this.dataSource = dataSource;
    this.gate = gate;
    this.decoder = decoder;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Check check() {
    return thread.check();
  }

  @Override
  public void close() {
    thread.close();
  }

  private void run(PollingThread polling) throws InterruptedException {
    ParkingRoute route = clients.route();
    try (Consumer<byte[], byte[]> polled = new KafkaConsumer<>(clients.consumer());
        Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer());
        TopicLookup lookup =
            new TopicLookup(() -> Admin.create(clients.kafka().lastingAdmin()), route.parked())) {
      ParkedLedgers ledgers =
          new ParkedLedgers(
              new PositionTable(dataSource, route.application(), route.parked()),
              lookup::find,
              metrics);
      PlacedConsumer placed =
          new PlacedConsumer(
              polled,
              ReplayLoop.PAUSE,
              ReplayLoop.LOOK,
              System::nanoTime,
              progress::everyPartitionIsRead);
      ReplayLoop loop =
          new ReplayLoop(
              placed,
              ledgers,
              gate,
              new Returning(
                  new ReturnRules(decoder::decode, route, clock, steady), producer, metrics),
              new ReturnRate(clients.config().recordsPerSecond()),
              System::nanoTime);
      placed.subscribe(route.parked(), ledgers::forget);
      polling.poll(polled, loop);
    }
  }
}
