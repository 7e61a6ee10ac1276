package io.betintel.bench.opponent;

import io.betintel.ev.odds.MarketSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** A market's bookmakers as Flink's state, an entry each, and the worker's calculators. */
final class FlinkMarket
    extends KeyedProcessFunction<String, Tuple3<String, byte[], Long>, Tuple2<byte[], byte[]>> {
  static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private static final long serialVersionUID = 1;

  private final String registryUrl;
  private transient Calculators calculators;
  private transient MapState<String, byte[]> state;

  FlinkMarket(String registryUrl) {
    this.registryUrl = registryUrl;
  }

  @Override
  public void open(OpenContext context) {
    calculators = new Calculators(registryUrl);
    state =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("bookmakers", Types.STRING, BYTES));
  }

  @Override
  public void processElement(
      Tuple3<String, byte[], Long> event, Context context, Collector<Tuple2<byte[], byte[]>> out)
      throws Exception {
    byte[] betType = event.f0.substring(event.f0.indexOf('|') + 1).getBytes(StandardCharsets.UTF_8);
    MarketSnapshot snapshot = calculators.decode(betType, event.f1, event.f2);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> entry : state.entries()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    int lines =
        calculators.lines(
            calculators.book(snapshot.marketId(), entries),
            snapshot,
            entries.get(snapshot.bookmaker().key()),
            (key, value) -> out.collect(Tuple2.of(key, value)));
    if (lines >= 0) {
      state.put(snapshot.bookmaker().key(), calculators.entry(snapshot));
    }
    FlinkProcess.PROGRESS.ended(Math.max(0, lines));
  }
}
