package io.betintel.ev.codec;

import io.betintel.ev.odds.MarketId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The home partition of a market, where all its snapshots meet. Part of the wire contract: {@code
 * schemas/partitioner-vectors.json} holds examples for producers in other languages.
 *
 * <p>Not a Kafka {@code Partitioner}: that interface sees only bytes, and the event id would have
 * to be decoded from the Avro value of each record. Producers name the partition instead.
 */
public final class MarketPartitioner {
  private MarketPartitioner() {}

  public static int home(MarketId market, int partitions) {
    return home(market.text(), partitions);
  }

  /**
   * murmur2 of the text's UTF-8 bytes without its sign bit, modulo the partition count.
   *
   * @param marketText {@code event id|bet type}, as {@link MarketId#text} spells it
   * @param partitions of the topic, at least 1
   */
  public static int home(String marketText, int partitions) {
    byte[] bytes = marketText.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }
}
