package io.betintel.bench.opponent;

import io.betintel.ev.odds.MarketSnapshot;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the input as market (event id, bar, bet type), bytes and timestamp. */
final class FlinkOdds implements KafkaRecordDeserializationSchema<Tuple3<String, byte[], Long>> {
  private static final long serialVersionUID = 1;

  private final String registryUrl;
  private transient Calculators calculators;

  FlinkOdds(String registryUrl) {
    this.registryUrl = registryUrl;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    calculators = new Calculators(registryUrl);
  }

  @Override
  public void deserialize(
      ConsumerRecord<byte[], byte[]> record, Collector<Tuple3<String, byte[], Long>> out) {
    MarketSnapshot snapshot = calculators.decode(record.key(), record.value(), record.timestamp());
    String market = snapshot.event().id() + '|' + snapshot.betType().symbol();
    out.collect(Tuple3.of(market, record.value(), record.timestamp()));
  }

  @Override
  public TypeInformation<Tuple3<String, byte[], Long>> getProducedType() {
    return Types.TUPLE(Types.STRING, FlinkMarket.BYTES, Types.LONG);
  }
}
