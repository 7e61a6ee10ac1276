package io.betintel.ev.codec;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The home partition of an event, with the snapshots of all its markets: a market's alternate lines
 * are in the same task, and a renamed bet type moves nothing. Part of the wire contract: {@code
 * schemas/partitioner-vectors.json} holds examples for producers in other languages.
 *
 * <p>Not a Kafka {@code Partitioner}: that interface sees only bytes, and the event id would have
 * to be decoded from the Avro value of each record. Producers name the partition instead.
 */
public final class EventPartitioner {
  private EventPartitioner() {}

  /**
   * murmur2 of the id's UTF-8 bytes without its sign bit, modulo the partition count.
   *
   * @param partitions of the topic, at least 1
   */
  public static int home(String eventId, int partitions) {
    byte[] bytes = eventId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }
}
