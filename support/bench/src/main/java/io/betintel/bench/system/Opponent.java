package io.betintel.bench.system;

import io.betintel.bench.opponent.OpponentProcess;
import java.io.IOException;
import java.util.List;

/**
 * A program that is compared with the worker.
 *
 * @param name {@code ceiling}, {@code floor} or {@code naive}
 * @param trial says what the worker wrote
 */
public record Opponent(String name, List<String> javaOptions, Trial trial) implements Program {
  public Opponent {
    javaOptions = List.copyOf(javaOptions);
  }

  @Override
  public Process start(Run run) throws IOException {
    return JavaProcess.of(OpponentProcess.class, javaOptions, List.of(), arguments(run))
        .redirectErrorStream(true)
        .redirectOutput(run.log(name).toFile())
        .start();
  }

  private List<String> arguments(Run run) {
    return List.of(
        "kind=" + name,
        "kafka=" + run.bed().stack().kafka().bootstrapServers(),
        "registry=" + run.bed().stack().registry().url(),
        "application=" + run.applicationId(),
        "state=" + run.bed().directory().resolve("streams"),
        "port=" + run.port(),
        "lines=" + trial.linesFile(),
        "lines-per-record=" + trial.linesPerRecordFile());
  }
}
