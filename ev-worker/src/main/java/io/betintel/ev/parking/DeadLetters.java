package io.betintel.ev.parking;

import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.RootCause;
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

/** Lists and replays the records of {@code odds.dead-letter}, for a person. */
public final class DeadLetters implements AutoCloseable {
  private static final String ERRORS = "__streams.errors.";

  private final KafkaConfig kafka;
  private final String input;
  private final int largestRecord;
  private final TopicReader reader;
  private Producer<byte[], byte[]> producer;

  /**
   * @param topic the dead-letter topic
   * @param input the topic that they are sent to again
   * @param largestRecord in bytes before compression
   */
  public DeadLetters(KafkaConfig kafka, String topic, String input, int largestRecord) {
    this.kafka = kafka;
    this.input = input;
    this.largestRecord = largestRecord;
    this.reader = new TopicReader(kafka, topic);
  }

  /**
   * Counts records by reason and partition.
   *
   * @param reason empty for all reasons
   */
  public Collection<RecordGroup> list(Optional<String> reason) {
    TreeMap<RecordGroup.Key, RecordGroup> groups = new TreeMap<>();
    each(
        reason,
        record -> {
          RecordGroup.Key key = new RecordGroup.Key("", reason(record), record.partition());
          Instant appended = Instant.ofEpochMilli(record.timestamp());
          groups.merge(key, RecordGroup.of(key, appended, attempts(record) > 0), RecordGroup::and);
          return true;
        });
    return groups.values();
  }

  /**
   * Hands over records until {@code wanted} returns false.
   *
   * @param reason empty for all reasons
   * @param wanted takes a record; returns false to stop
   */
  public void each(Optional<String> reason, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    reader.read(
        Map.of(),
        record ->
            reason.filter(one -> !one.equals(reason(record))).isPresent() || wanted.test(record));
  }

  public Optional<ConsumerRecord<byte[], byte[]>> at(RecordId id) {
    return reader.at(id);
  }

  /**
   * Sends a record to the input as it was: key, value, timestamp, partition and the producer's
   * headers, with a count of its replays.
   *
   * @return why it cannot be sent; empty if it was sent
   */
  public Optional<String> replay(ConsumerRecord<byte[], byte[]> letter)
      throws InterruptedException {
    if (letter.headers().lastHeader(EvHeaders.LEFT_OUT) != null) {
      return Optional.of("it was too large to keep: only its headers are here");
    }
    if (reason(letter).startsWith(EvHeaders.LINE_REASONS)) {
      return Optional.of(
          "it is a priced line, which ev.lines still has: after the cause is mended, run"
              + " ev-worker sink rebuild");
    }
    OptionalLong timestamp = EvHeaders.number(letter.headers(), EvHeaders.ORIGIN_TIMESTAMP);
    if (timestamp.isEmpty() || timestamp.getAsLong() < 0) {
      return Optional.of("it had no timestamp, and a client cannot send a record without one");
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
      return Optional.of("Kafka refuses it: " + RootCause.of(e));
    }
  }

  /** How often a record was replayed before it became this dead letter. */
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
      client.put("compression.type", kafka.compression("lz4"));
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
