package io.betintel.bench.system;

import io.betintel.bench.opponent.FlinkProcess;
import io.betintel.bench.opponent.OpponentProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that is compared with the worker.
 *
 * @param name {@code ceiling}, {@code floor}, {@code naive}, {@code flink} or {@code bare pipeline}
 * @param trial says what the worker wrote
 * @param commitMillis between two commits; Flink has its own
 */
public record Opponent(String name, List<String> javaOptions, Trial trial, int commitMillis)
    implements Program {
  /** The worker's interval while it keeps up. */
  public static final int KEEPING_UP = 20;

  /** The worker's interval while it has a backlog. */
  public static final int BEHIND = 200;

  /** What Flink's own start script opens to it. */
  private static final List<String> FLINK_OPENS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED");

  public Opponent {
    javaOptions = List.copyOf(javaOptions);
  }

  @Override
  public Process start(Run run) throws IOException {
    boolean flink = name.equals("flink");
    List<String> options = new ArrayList<>(javaOptions);
    if (flink) {
      options.addAll(FLINK_OPENS);
    }
    return JavaProcess.of(
            flink ? FlinkProcess.class : OpponentProcess.class,
            options,
            flink ? List.of(flinkClients().toString()) : List.of(),
            arguments(run))
        .redirectErrorStream(true)
        .redirectOutput(run.log(name.replace(' ', '-')).toFile())
        .start();
  }

  /** The Kafka clients of Flink's connector, which the build puts beside this class's folder. */
  private static Path flinkClients() throws IOException {
    try {
      Path classes =
          Path.of(Opponent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path clients = classes.resolveSibling("flink").resolve("kafka-clients.jar");
      if (!Files.isRegularFile(clients)) {
        throw new IOException(clients + " is missing: ./mvnw package -pl support/bench -am");
      }
      return clients;
    } catch (URISyntaxException e) {
      throw new IOException("this class has no folder", e);
    }
  }

  private List<String> arguments(Run run) {
    List<String> arguments = new ArrayList<>(run.servers());
    arguments.addAll(
        List.of(
            "kind=" + name,
            "application=" + run.applicationId(),
            "state=" + run.bed().directory().resolve(Bed.STREAMS),
            "port=" + run.port(),
            "lines=" + trial.linesFile(),
            "lines-per-record=" + trial.linesPerRecordFile(),
            "commit=" + commitMillis));
    return arguments;
  }
}
