package io.betintel.ev.harness;

import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.odds.MarketSnapshot;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Odds events without an end, a few several times a second, until it is stopped. */
public final class Traffic implements AutoCloseable {
  private static final int PAUSE_MS = 200;
  private static final String OUTLASTS_MS = "600000";

  /** Of the events' own time: a tenth of the clock's, so that no event begins within days. */
  private static final int LATER_MS = PAUSE_MS / 10;

  private final Installation installation;
  private final IntFunction<List<MarketSnapshot>> odds;
  private final int perSecond;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private volatile boolean stopped;

  private Traffic(
      Installation installation, IntFunction<List<MarketSnapshot>> odds, int perSecond) {
    this.installation = installation;
    this.odds = odds;
    this.perSecond = perSecond;
  }

  /**
   * @param odds makes so many events; their times are moved on with each call
   */
  public static Traffic start(
      Installation installation, IntFunction<List<MarketSnapshot>> odds, int perSecond) {
    Traffic traffic = new Traffic(installation, odds, perSecond);
    Thread thread = new Thread(traffic::run, "traffic");
    thread.setDaemon(true);
    thread.start();
    return traffic;
  }

  /**
   * Returns when the broker has all that was sent.
   *
   * @throws ExecutionException if something could not be sent
   */
  public void stop() throws ExecutionException, InterruptedException {
    stopped = true;
    done.get();
  }

  /** The same, whether or not something failed. */
  @Override
  public void close() {
    try {
      stop();
    } catch (ExecutionException failed) {
      // Who stops it before has heard of it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      send();
      done.complete(null);
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
  }

  private void send() throws Exception {
    Properties client = installation.kafkaClient();
    client.put("enable.idempotence", "true");
    client.put("delivery.timeout.ms", OUTLASTS_MS); // whatever a test does to the broker
    client.put("max.block.ms", OUTLASTS_MS);
    client.put("metadata.max.age.ms", "1000"); // partitions may be added
    try (SchemaRegistryClient registry = installation.registry();
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      OddsEventEncoder encoder = OddsEventEncoder.latest(registry);
      int number = 0;
      Duration later = Duration.ZERO;
      while (!stopped) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        int partitions = producer.partitionsFor(installation.topics().oddsEvents()).size();
        for (MarketSnapshot made : odds.apply(Math.max(1, perSecond * PAUSE_MS / 1_000))) {
          MarketSnapshot event = later(made, later);
          installation.sent().add(event);
          sent.add(
              producer.send(
                  new ProducerRecord<>(
                      installation.topics().oddsEvents(),
                      number++ % partitions,
                      event.observedAt().toEpochMilli(),
                      event.betType().symbol().getBytes(StandardCharsets.UTF_8),
                      encoder.encode(event))));
        }
        for (Future<RecordMetadata> acknowledged : sent) {
          acknowledged.get();
        }
        later = later.plusMillis(LATER_MS);
        Thread.sleep(PAUSE_MS);
      }
    }
  }

  private static MarketSnapshot later(MarketSnapshot event, Duration by) {
    return new MarketSnapshot(
        event.event(),
        event.betType(),
        event.bookmaker(),
        event.outcomes(),
        event.lastUpdate().plus(by),
        event.observedAt().plus(by),
        event.link());
  }
}
