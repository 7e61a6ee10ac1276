package io.betintel.ev.harness;

import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Quotes one line of each of some bet types, round after round, each round at another price; every
 * other round from a partition where the market is not at home.
 */
public final class NewTypesProducer implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> BOOKS = List.of("pinnacle", "betmgm");

  private final Installation installation;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<BetType, Integer> sent = new HashMap<>();
  private int round;

  public NewTypesProducer(Installation installation) {
    this.installation = installation;
    this.producer =
        new KafkaProducer<>(
            installation.kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** One event of each that the registry has; one that it lacks fails on the producer's side. */
  public void send(Collection<BetType> betTypes) throws Exception {
    round++;
    List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
    try (SchemaRegistryClient registry = installation.registry()) {
      OddsEventEncoder encoder = OddsEventEncoder.latest(registry);
      for (BetType betType : betTypes) {
        if (encoder.knows(betType)) {
          MarketSnapshot snapshot = snapshot(betType);
          installation.sent().add(snapshot);
          int home = EventPartitioner.home(snapshot.event().id(), Installation.PARTITIONS);
          acknowledged.add(
              producer.send(
                  new ProducerRecord<>(
                      installation.topics().oddsEvents(),
                      (home + round % 2) % Installation.PARTITIONS,
                      snapshot.observedAt().toEpochMilli(),
                      betType.symbol().getBytes(StandardCharsets.UTF_8),
                      encoder.encode(snapshot))));
          sent.merge(betType, 1, Integer::sum);
        }
      }
      for (Future<RecordMetadata> record : acknowledged) {
        record.get();
      }
    }
  }

  /** How many events went out. */
  public int sent(BetType betType) {
    return sent.getOrDefault(betType, 0);
  }

  public int sent() {
    return sent.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void close() {
    producer.close();
  }

  private MarketSnapshot snapshot(BetType betType) {
    Instant quoted = START.plusSeconds(round);
    return new MarketSnapshot(
        new SportingEvent(
            betType + "-event", "basketball_nba", START.plus(Duration.ofHours(6)), "Home", "Away"),
        betType,
        new Bookmaker(BOOKS.get(round % BOOKS.size())),
        List.of(
            Outcome.of("Over", "Player", 20.5, 1.8 + round / 100.0),
            Outcome.of("Under", "Player", 20.5, 1.9)),
        quoted,
        quoted.plusMillis(500),
        null);
  }
}
