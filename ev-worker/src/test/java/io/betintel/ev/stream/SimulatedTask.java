package io.betintel.ev.stream;

import io.betintel.ev.codec.EventPartitioner;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The real sorter, market task and store of one partition between modelled topics, wired as {@link
 * OddsTopology} wires them.
 */
public final class SimulatedTask implements AutoCloseable {
  private final SimulatedStream stream;
  private final SimulatedStream.Output output;
  private final MeasuredStore store = new MeasuredStore(OddsTopology.MARKETS, new AtomicLong());
  private final Sorter sorter;
  private final MarketProcessor market;
  private final ModelContext<byte[], OddsRecord> sorting;
  private final ModelContext<byte[], Outgoing> pricing;

  SimulatedTask(
      SimulatedStream stream,
      int partition,
      Map<Bytes, byte[]> stored,
      SimulatedStream.Output output) {
    this.stream = stream;
    this.output = output;
    stored.forEach(store::put);
    sorter =
        new Sorter(
            stream.codecs,
            stream.partitions,
            stream.clocks,
            stream.unreadable,
            stream.metrics,
            stream.clock);
    market =
        new MarketProcessor(
            stream.rules,
            stream.codecs,
            stream.partitions,
            stream.unreadable,
            stream.log,
            stream.metrics);
    sorting = new ModelContext<>(partition, null, stream.nanoTime, this::sorted);
    pricing = new ModelContext<>(partition, store, stream.nanoTime, this::priced);
    sorter.init(sorting);
    market.init(pricing);
  }

  /**
   * Takes a record of the input or the hop.
   *
   * @return how often it ended: 0 for one that moves on
   */
  public long process(ConsumerRecord<byte[], byte[]> record) {
    long before = stream.ends();
    sorting.at(record.topic(), record.offset());
    pricing.at(record.topic(), record.offset());
    Record<byte[], OddsRecord> taken =
        new Record<>(
            record.key(),
            new OddsRecord(record.value(), null),
            record.timestamp(),
            record.headers());
    if (record.topic().equals(stream.hop)) {
      market.process(taken);
    } else {
      sorter.process(taken);
    }
    return stream.ends() - before;
  }

  /** Runs the sweeps and the reclaiming that are due. */
  public void punctuate() {
    pricing.punctuate();
  }

  /** Every entry of the store, as the changelog has it once this is committed. */
  public Map<Bytes, byte[]> stored() {
    Map<Bytes, byte[]> stored = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        stored.put(entry.key, entry.value);
      }
    }
    return stored;
  }

  @Override
  public void close() {
    market.close();
  }

  private void sorted(String node, Record<byte[], OddsRecord> record) {
    byte[] bytes = record.value().bytes();
    switch (node) {
      case OddsTopology.HOME -> market.process(record);
      case OddsTopology.AWAY ->
          send(
              stream.hop,
              EventPartitioner.home(record.value().eventId(), stream.partitions),
              record,
              bytes);
      case OddsTopology.BROKEN -> send(stream.topics.deadLetters(), -1, record, bytes);
      case OddsTopology.QUARANTINED -> send(stream.topics.quarantine(), 0, record, bytes);
      default -> throw new IllegalArgumentException(node);
    }
  }

  private void priced(String node, Record<byte[], Outgoing> record) {
    byte[] bytes = record.value() == null ? null : record.value().bytes();
    int partition = record.value() == null ? -1 : record.value().partition();
    switch (node) {
      case OddsTopology.PRICED -> send(stream.topics.lines(), partition, record, bytes);
      case OddsTopology.HELD -> send(stream.topics.parked(), partition, record, bytes);
      case OddsTopology.UNDECODABLE -> send(stream.topics.deadLetters(), -1, record, bytes);
      case OddsTopology.UNKNOWN -> send(stream.topics.quarantine(), 0, record, bytes);
      default -> throw new IllegalArgumentException(node);
    }
  }

  private void send(String topic, int partition, Record<byte[], ?> record, byte[] bytes) {
    output.send(topic, partition, record.key(), bytes, record.headers(), record.timestamp());
  }
}
