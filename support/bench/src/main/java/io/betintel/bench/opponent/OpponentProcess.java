package io.betintel.bench.opponent;

import io.betintel.bench.sinks.BareStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;

/**
 * The process of an opponent that is made with Kafka Streams. {@code name=value} arguments: {@code
 * kind}, {@code kafka}, {@code registry}, {@code application}, {@code state}, {@code port}, {@code
 * lines}, {@code lines-per-record}, {@code commit}; of the bare pipeline also {@code postgres},
 * {@code user}, {@code password}, {@code redis}.
 */
public final class OpponentProcess {
  /** The kind that also writes both stores. */
  public static final String PIPELINE = "bare pipeline";

  private OpponentProcess() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    OpponentProgress progress = new OpponentProgress();
    KafkaStreams streams =
        new KafkaStreams(topology(values, progress), StreamsProperties.of(values));
    streams.setUncaughtExceptionHandler(
        thrown -> {
          thrown.printStackTrace();
          Runtime.getRuntime().halt(1);
          return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    progress.serve(
        Integer.parseInt(values.get("port")), () -> streams.state() == KafkaStreams.State.RUNNING);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(streams), "close"));
    streams.start();
    if (values.get("kind").equals(PIPELINE)) {
      BareStores.start(values, progress::stored);
    }
  }

  /** As the worker does: whoever stays in the group keeps its successor waiting, warm and idle. */
  private static void leave(KafkaStreams streams) {
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  private static Topology topology(Map<String, String> values, OpponentProgress progress)
      throws Exception {
    String kind = values.get("kind");
    String registry = values.get("registry");
    // One stream thread: both processors may share what is for one thread.
    if (kind.equals(PIPELINE)) {
      Calculators calculators = new Calculators(registry);
      return OpponentTopology.atHome(calculators, () -> new Naive(calculators, progress));
    }
    if (kind.equals("naive")) {
      Calculators calculators = new Calculators(registry);
      return OpponentTopology.repartitioned(calculators, () -> new Naive(calculators, progress));
    }
    SavedLines lines =
        new SavedLines(
            Path.of(values.get("lines")),
            Double.parseDouble(Files.readString(Path.of(values.get("lines-per-record")))));
    if (kind.equals("floor")) {
      return OpponentTopology.straight(false, () -> new Floor(lines, progress));
    }
    Calculators calculators = new Calculators(registry);
    return OpponentTopology.straight(true, () -> new Ceiling(calculators, lines, progress));
  }
}
