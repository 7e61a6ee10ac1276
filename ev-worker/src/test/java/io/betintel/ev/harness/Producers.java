package io.betintel.ev.harness;

import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.odds.MarketSnapshot;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends odds events as three kinds of producers do. */
public final class Producers {
  private static final int BURST = 20;

  private final Installation installation;

  public Producers(Installation installation) {
    this.installation = installation;
  }

  /** How a producer chooses the partition. */
  public enum Choice {
    /** To the event's home. */
    HOME,
    /** By the key, which is the bet type: Kafka's default. */
    KEY,
    ROUND_ROBIN
  }

  /** Sends all; returns when the broker has them. */
  public void send(Choice choice, List<MarketSnapshot> events) throws Exception {
    send(choice, events, Integer.MAX_VALUE);
  }

  /**
   * All three at once, each with a third of the events.
   *
   * @param perSecond how many events each sends
   * @return done when the broker has all
   */
  public CompletableFuture<Void> sendAtOnce(List<MarketSnapshot> events, int perSecond) {
    List<CompletableFuture<Void>> producers = new ArrayList<>();
    List<Choice> choices = List.of(Choice.values());
    for (int first = 0; first < choices.size(); first++) {
      Choice choice = choices.get(first);
      List<MarketSnapshot> share = new ArrayList<>();
      for (int i = first; i < events.size(); i += choices.size()) {
        share.add(events.get(i));
      }
      CompletableFuture<Void> done = new CompletableFuture<>();
      producers.add(done);
      new Thread(
              () -> {
                try {
                  send(choice, share, perSecond);
                  done.complete(null);
                } catch (Exception e) {
                  done.completeExceptionally(e);
                }
              },
              "producer-" + choice)
          .start();
    }
    return CompletableFuture.allOf(producers.toArray(CompletableFuture[]::new));
  }

  private void send(Choice choice, List<MarketSnapshot> events, int perSecond) throws Exception {
    Properties client = installation.kafkaClient();
    client.put("enable.idempotence", "true");
    client.put("linger.ms", "5");
    try (SchemaRegistryClient registry = installation.registry();
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      OddsEventEncoder encoder = OddsEventEncoder.latest(registry);
      List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
      for (int i = 0; i < events.size(); i++) {
        MarketSnapshot event = events.get(i);
        installation.sent().add(event);
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    installation.topics().oddsEvents(),
                    partition(choice, event, i),
                    event.observedAt().toEpochMilli(),
                    event.betType().symbol().getBytes(StandardCharsets.UTF_8),
                    encoder.encode(event))));
        if (i % BURST == BURST - 1 && perSecond != Integer.MAX_VALUE) {
          LockSupport.parkNanos(BURST * 1_000_000_000L / perSecond);
        }
      }
      for (Future<RecordMetadata> acknowledged : sent) {
        acknowledged.get();
      }
    }
  }

  private static Integer partition(Choice choice, MarketSnapshot event, int number) {
    return switch (choice) {
      case HOME -> EventPartitioner.home(event.event().id(), Installation.PARTITIONS);
      case KEY -> null;
      case ROUND_ROBIN -> number % Installation.PARTITIONS;
    };
  }
}
