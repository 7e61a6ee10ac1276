package io.betintel.bench.opponent;

import io.betintel.ev.odds.MarketSnapshot;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Gives a record the market as its key: event id, bar, bet type. */
final class ByMarket implements Processor<byte[], byte[], byte[], byte[]> {
  private final Calculators calculators;
  private ProcessorContext<byte[], byte[]> context;

  ByMarket(Calculators calculators) {
    this.calculators = calculators;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    MarketSnapshot snapshot = calculators.decode(record.key(), record.value(), record.timestamp());
    String market = snapshot.event().id() + '|' + snapshot.betType().symbol();
    context.forward(record.withKey(market.getBytes(StandardCharsets.UTF_8)));
  }
}
