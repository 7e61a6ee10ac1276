package io.betintel.ev.parking;

import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.consume.PollingThread;
import io.betintel.ev.consume.Progress;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Keeps the events whose schema the registry does not know yet, and asks for all those schemas
 * together. An event goes on to its market's task once its schema is known, or becomes a dead
 * letter once the registry has denied it long enough. The workers share the partitions of {@code
 * odds.quarantine} in a consumer group.
 */
public final class Quarantine implements Component {
  private final QuarantineClients clients;
  private final OddsEventDecoder decoder;
  private final WriterSchemas schemas;
  private final Optional<Duration> mostAhead;
  private final QuarantineMetrics metrics;
  private final PollingThread thread;

  /**
   * @param decoder is used by the quarantine's thread only
   * @param progress of the quarantine
   * @param mostAhead by how much a record may be ahead of the worker's clock; empty in a replay
   */
  public Quarantine(
      QuarantineClients clients,
      OddsEventDecoder decoder,
      WriterSchemas schemas,
      Optional<Duration> mostAhead,
      QuarantineMetrics metrics,
      Progress progress) {
    this.thread = new PollingThread(QuarantineLoop.NAME, "quarantine", progress, this::run);
    this.mostAhead = mostAhead;
    this.clients = clients;
    this.decoder = decoder;
    this.schemas = schemas;
    this.metrics = metrics;
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
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.consumer());
        Transactions transactions =
            new Transactions(
                () -> new KafkaProducer<>(clients.producer()), clients.route().hop())) {
      consumer.subscribe(List.of(clients.topic()));
      polling.poll(
          consumer,
          new QuarantineLoop(
              consumer,
              transactions,
              new QuarantineRules(decoder::decode, clients.route(), mostAhead),
              schemas::askAgain,
              metrics,
              System::nanoTime));
    }
  }
}
