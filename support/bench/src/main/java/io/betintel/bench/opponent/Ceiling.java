package io.betintel.bench.opponent;

import io.betintel.ev.odds.MarketSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a worker cannot do without: decodes, gets and puts one entry of the same size with its
 * changelog, and writes the same lines. It neither pairs nor prices nor encodes.
 */
final class Ceiling implements Processor<byte[], byte[], byte[], byte[]> {
  private final Calculators calculators;
  private final SavedLines lines;
  private final OpponentProgress progress;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> store;

  Ceiling(Calculators calculators, SavedLines lines, OpponentProgress progress) {
    this.calculators = calculators;
    this.lines = lines;
    this.progress = progress;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
    store = given.getStateStore(OpponentTopology.STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    MarketSnapshot snapshot = calculators.decode(record.key(), record.value(), record.timestamp());
    Bytes key =
        Bytes.wrap(
            (snapshot.marketId().text() + '|' + snapshot.bookmaker().key())
                .getBytes(StandardCharsets.UTF_8));
    byte[] before = store.get(key);
    byte[] entry = calculators.entry(snapshot);
    if (!Arrays.equals(before, entry)) {
      store.put(key, entry);
    }
    progress.ended(
        lines.lines(
            (line, value) -> context.forward(Marked.line(line, value, record.timestamp()))));
  }
}
