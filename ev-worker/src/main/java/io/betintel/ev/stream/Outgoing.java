package io.betintel.ev.stream;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * What the market task publishes.
 *
 * @param partition the target partition; negative if the key decides
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outgoing(byte[] bytes, int partition) {

  static Serde<Outgoing> serde() {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : value.bytes(),
        (topic, bytes) -> new Outgoing(bytes, -1));
  }

  static StreamPartitioner<byte[], Outgoing> partitioner() {
    return (topic, key, value, partitions) ->
        value.partition() < 0 ? Optional.empty() : Optional.of(Set.of(value.partition()));
  }
}
