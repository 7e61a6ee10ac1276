package io.betintel.bench.opponent;

import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.MarketSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one writes first: the whole book of a market is one value of the store, read, changed,
 * priced and written back for each record. The calculators are the worker's. It publishes the lines
 * on which the record changed a price.
 */
final class Naive implements Processor<byte[], byte[], byte[], byte[]> {
  private final Calculators calculators;
  private final OpponentProgress progress;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> store;

  Naive(Calculators calculators, OpponentProgress progress) {
    this.calculators = calculators;
    this.progress = progress;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
    store = given.getStateStore(OpponentTopology.STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    // The key is the market now, and the value still says the bet type itself.
    String market = new String(record.key(), StandardCharsets.UTF_8);
    byte[] betType = market.substring(market.indexOf('|') + 1).getBytes(StandardCharsets.UTF_8);
    MarketSnapshot snapshot = calculators.decode(betType, record.value(), record.timestamp());
    Bytes key = Bytes.wrap(record.key());
    Map<String, byte[]> entries = WholeBook.decode(store.get(key));
    MarketBook book = calculators.book(snapshot.marketId(), entries);
    byte[] before = entries.get(snapshot.bookmaker().key());
    int lines =
        calculators.lines(
            book,
            snapshot,
            before,
            (line, value) -> context.forward(new Record<>(line, value, record.timestamp())));
    if (lines >= 0) {
      entries.put(snapshot.bookmaker().key(), calculators.entry(snapshot));
      store.put(key, WholeBook.encode(entries));
    }
    progress.ended(Math.max(0, lines));
  }
}
