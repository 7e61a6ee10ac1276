package io.betintel.bench.opponent;

import io.betintel.ev.codec.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The process of Flink: all of it in one JVM, keyed by market, state on the heap, exactly once into
 * Kafka, the worker's calculators. It commits with a checkpoint each second, fifty times as rarely
 * as the worker: more often it would do little else. Arguments as of {@link OpponentProcess}.
 */
public final class FlinkProcess {
  /** Flink copies functions by serialisation: what they share in this process is static. */
  static final OpponentProgress PROGRESS = new OpponentProgress();

  private static final Duration CHECKPOINT = Duration.ofSeconds(1);
  private static final Topics TOPICS = new Topics("");

  private FlinkProcess() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    PROGRESS.serve(Integer.parseInt(values.get("port")), () -> true);
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure is shown
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        "file://" + values.get("state") + "/" + values.get("application"));
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    flink.enableCheckpointing(CHECKPOINT.toMillis(), CheckpointingMode.EXACTLY_ONCE);
    flink.getConfig().enableObjectReuse();
    flink
        .fromSource(source(values), WatermarkStrategy.noWatermarks(), "odds")
        .keyBy(event -> event.f0, Types.STRING)
        .process(new FlinkMarket(values.get("registry")))
        .returns(Types.TUPLE(FlinkMarket.BYTES, FlinkMarket.BYTES))
        .sinkTo(sink(values));
    flink.execute();
  }

  private static KafkaSource<Tuple3<String, byte[], Long>> source(Map<String, String> values) {
    return KafkaSource.<Tuple3<String, byte[], Long>>builder()
        .setBootstrapServers(values.get("kafka"))
        .setTopics(TOPICS.oddsEvents())
        .setGroupId(values.get("application"))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new FlinkOdds(values.get("registry")))
        .build();
  }

  private static KafkaSink<Tuple2<byte[], byte[]>> sink(Map<String, String> values) {
    return KafkaSink.<Tuple2<byte[], byte[]>>builder()
        .setBootstrapServers(values.get("kafka"))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(values.get("application"))
        .setRecordSerializer(new FlinkLines(TOPICS.lines()))
        .setProperty("linger.ms", "20")
        .setProperty("batch.size", "131072")
        .setProperty("compression.type", "snappy")
        .setProperty("transaction.timeout.ms", "60000")
        .build();
  }
}
