package io.betintel.bench.opponent;

import io.betintel.ev.codec.Topics;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/** The topologies that the worker is compared with. */
final class OpponentTopology {
  static final String STORE = "opponent";

  private static final Topics TOPICS = new Topics("");
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();

  private OpponentTopology() {}

  /** Everything at home, with or without a store. */
  static Topology straight(
      boolean stored, ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], byte[]> odds = builder.stream(TOPICS.oddsEvents(), Consumed.with(BYTES, BYTES));
    if (stored) {
      addStore(builder);
      out(odds.process(processor, STORE));
    } else {
      out(odds.process(processor));
    }
    return builder.build();
  }

  /**
   * Everything takes a repartition topic by market.
   *
   * @param calculators makes a decoder for the key
   */
  static Topology repartitioned(
      Calculators calculators, ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    StreamsBuilder builder = new StreamsBuilder();
    addStore(builder);
    KStream<byte[], byte[]> byMarket =
        builder.stream(TOPICS.oddsEvents(), Consumed.with(BYTES, BYTES))
            .process(() -> new ByMarket(calculators))
            .repartition(Repartitioned.with(BYTES, BYTES).withName("by-market"));
    out(byMarket.process(processor, STORE));
    return builder.build();
  }

  /**
   * The same without the hop, for records that are at home.
   *
   * @param calculators makes a decoder for the key
   */
  static Topology atHome(
      Calculators calculators, ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    StreamsBuilder builder = new StreamsBuilder();
    addStore(builder);
    out(
        builder.stream(TOPICS.oddsEvents(), Consumed.with(BYTES, BYTES))
            .process(() -> new ByMarket(calculators))
            .process(processor, STORE));
    return builder.build();
  }

  private static void addStore(StreamsBuilder builder) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingEnabled(Map.of()));
  }

  private static void out(KStream<byte[], byte[]> lines) {
    lines.to(TOPICS.lines(), Produced.with(BYTES, BYTES));
  }
}
