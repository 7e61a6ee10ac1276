package io.betintel.ev.stream;

import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.Topics;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * The data's path from {@code odds.events} to {@code ev.lines}.
 *
 * <pre>
 * odds -> sorter -+- home ----------------+- joined -> market -+- priced -> ev.lines
 *                 +- away -> by-event ----+                    +- held   -> odds.parked
 *                 +- broken -> odds.dead-letter                +- undecodable -> odds.dead-letter
 *                 +- quarantined -> odds.quarantine            +- unknown -> odds.quarantine
 * </pre>
 *
 * What is quarantined comes back by the hop; another part of the worker sends it there.
 *
 * <p>Every node, store and internal topic is named: a changed topology is a new application id.
 */
final class OddsTopology {
  static final String HOME = "home";
  static final String AWAY = "away";
  static final String BROKEN = "broken";
  static final String QUARANTINED = "quarantined";
  static final String UNDECODABLE = "undecodable";
  static final String UNKNOWN = "unknown";
  static final String PRICED = "priced";
  static final String HELD = "held";
  static final String MARKETS = "markets";
  static final String HOP = "by-event";

  private OddsTopology() {}

  /**
   * @param stores where markets are kept
   */
  static Topology build(
      Topics topics,
      KeyValueBytesStoreSupplier stores,
      ProcessorSupplier<byte[], OddsRecord, byte[], OddsRecord> sorter,
      ProcessorSupplier<byte[], OddsRecord, byte[], Outgoing> market) {
    Serde<byte[]> bytes = Serdes.ByteArray();
    Serde<OddsRecord> odds = OddsRecord.serde();
    StreamPartitioner<byte[], OddsRecord> byEvent =
        (topic, key, value, partitions) ->
            Optional.of(Set.of(EventPartitioner.home(value.eventId(), partitions)));

    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(stores, Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingEnabled(Map.of()));

    KStream<byte[], OddsRecord> sorted =
        builder.stream(topics.oddsEvents(), Consumed.with(bytes, odds).withName("odds"))
            .process(sorter, Named.as("sorter"));
    KStream<byte[], OddsRecord> home = passThrough(sorted, HOME);
    KStream<byte[], OddsRecord> away =
        passThrough(sorted, AWAY)
            .repartition(
                Repartitioned.with(bytes, odds).withName(HOP).withStreamPartitioner(byEvent));
    passThrough(sorted, BROKEN)
        .to(topics.deadLetters(), Produced.with(bytes, odds).withName("dead-letters"));

    passThrough(sorted, QUARANTINED)
        .to(
            topics.quarantine(),
            Produced.with(bytes, odds)
                .withStreamPartitioner(
                    (topic, key, value, partitions) -> bySchema(value.bytes(), partitions))
                .withName("quarantine"));

    KStream<byte[], Outgoing> published =
        home.merge(away, Named.as("joined")).process(market, Named.as("market"), MARKETS);
    Produced<byte[], Outgoing> produced =
        Produced.with(bytes, Outgoing.serde()).withStreamPartitioner(Outgoing.partitioner());
    passThrough(published, PRICED).to(topics.lines(), produced.withName("lines"));
    passThrough(published, HELD).to(topics.parked(), produced.withName("parked"));
    Serde<Outgoing> unread = Outgoing.serde();
    passThrough(published, UNDECODABLE)
        .to(topics.deadLetters(), Produced.with(bytes, unread).withName("hop-dead-letters"));
    passThrough(published, UNKNOWN)
        .to(
            topics.quarantine(),
            Produced.with(bytes, unread)
                .withStreamPartitioner(
                    (topic, key, value, partitions) -> bySchema(value.bytes(), partitions))
                .withName("hop-quarantine"));
    return builder.build();
  }

  /** Records of one schema wait in one partition, so that few wait behind another schema's. */
  private static Optional<Set<Integer>> bySchema(byte[] value, int partitions) {
    return Optional.of(Set.of(Math.floorMod(ByteBuffer.wrap(value).getInt(1), partitions)));
  }

  private static <V> KStream<byte[], V> passThrough(KStream<byte[], V> stream, String name) {
    return stream.filter((key, value) -> true, Named.as(name));
  }
}
