package io.betintel.ev.parking;

import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.ops.KafkaConfig;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** {@code odds.dead-letter} as a person looks at it and sends from it again. */
public final class DeadLetters implements AutoCloseable {
  private static final String ERRORS = "__streams.errors.";
  private static final String LEFT_OUT = "ev-left-out";

  private final KafkaConfig kafka;
  private final String input;
  private final int largestRecord;
  private final TopicReader reader;
  private Producer<byte[], byte[]> producer;

  /**
   * @param topic of the dead letters
   * @param input where they are sent again
   * @param largestRecord in bytes before compression
   */
  public DeadLetters(KafkaConfig kafka, String topic, String input, int largestRecord) {
    this.kafka = kafka;
    this.input = input;
    this.largestRecord = largestRecord;
    this.reader = new TopicReader(kafka, topic);
  }

  /**
   * Counts them by reason and partition.
   *
   * @param reason null for every one
   */
  public Collection<RecordGroup> list(String reason) {
    TreeMap<String, RecordGroup> groups = new TreeMap<>();
    each(
        reason,
        record -> {
          Instant at = Instant.ofEpochMilli(record.timestamp());
          RecordGroup one =
              new RecordGroup(
                  "", reason(record), record.partition(), 1, attempts(record) > 0 ? 1 : 0, at, at);
          groups.merge(
              one.reason() + ' ' + String.format("%09d", one.partition()), one, RecordGroup::and);
          return true;
        });
    return groups.values();
  }

  /**
   * Hands over records until told to stop.
   *
   * @param reason null for every one
   * @param wanted takes a record; reading ends when it says no
   */
  public void each(String reason, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    reader.read(
        Map.of(),
        record -> (reason != null && !reason.equals(reason(record))) || wanted.test(record));
  }

  public Optional<ConsumerRecord<byte[], byte[]>> at(RecordId id) {
    return reader.at(id);
  }

  /**
   * Sends a record to the input as it was: key, value, timestamp, partition and the producer's
   * headers, with how often that has been done.
   *
   * @return why it cannot be sent; empty if the input has it
   */
  public Optional<String> replay(ConsumerRecord<byte[], byte[]> letter)
      throws InterruptedException {
    if (letter.headers().lastHeader(LEFT_OUT) != null) {
      return Optional.of("it was too large to be kept: only its headers are here");
    }
    OptionalLong timestamp = EvHeaders.number(letter.headers(), EvHeaders.ORIGIN_TIMESTAMP);
    if (timestamp.isEmpty() || timestamp.getAsLong() < 0) {
      return Optional.of("it had no timestamp, and no client can send it so");
    }
    RecordHeaders headers = new RecordHeaders();
    for (Header header : letter.headers()) {
      if (!header.key().startsWith(ERRORS) && !isOurs(header.key())) {
        headers.add(header);
      }
    }
    EvHeaders.put(headers, EvHeaders.REPLAY_ATTEMPT, Long.toString(attempts(letter) + 1));
    OptionalLong partition = EvHeaders.number(letter.headers(), EvHeaders.ORIGIN_PARTITION);
    try {
      producer()
          .send(
              new ProducerRecord<>(
                  input,
                  partition.isEmpty() ? null : Math.toIntExact(partition.getAsLong()),
                  timestamp.getAsLong(),
                  letter.key(),
                  letter.value(),
                  headers))
          .get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of("Kafka refuses it: " + e.getCause().getMessage());
    }
  }

  /** How often a record had been sent again before it came to be here. */
  public static long attempts(ConsumerRecord<byte[], byte[]> letter) {
    return Math.max(0, EvHeaders.number(letter.headers(), EvHeaders.REPLAY_ATTEMPT).orElse(0));
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
    reader.close();
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    return EvHeaders.text(letter.headers(), EvHeaders.REASON).orElse("?");
  }

  private static boolean isOurs(String header) {
    return header.equals(EvHeaders.ORIGIN_TOPIC)
        || header.equals(EvHeaders.ORIGIN_PARTITION)
        || header.equals(EvHeaders.ORIGIN_OFFSET)
        || header.equals(EvHeaders.ORIGIN_TIMESTAMP)
        || header.equals(EvHeaders.REASON);
  }

  private Producer<byte[], byte[]> producer() {
    if (producer == null) {
      Properties client = kafka.clientProperties();
      client.put("client.id", "ev-dead-letter-replay");
      client.put("acks", "all");
      client.put("compression.type", "lz4");
      client.put("max.block.ms", "10000");
      client.put("delivery.timeout.ms", "30000");
      client.put("request.timeout.ms", "10000");
      client.put("max.request.size", Integer.toString(largestRecord));
      client.put("key.serializer", ByteArraySerializer.class.getName());
      client.put("value.serializer", ByteArraySerializer.class.getName());
      producer = new KafkaProducer<>(client);
    }
    return producer;
  }
}
