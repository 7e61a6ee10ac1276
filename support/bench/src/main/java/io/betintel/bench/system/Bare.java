package io.betintel.bench.system;

import io.betintel.bench.sinks.BareProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the sinks' statements and scripts alone, on all lines of a run's topic. */
public final class Bare {
  private Bare() {}

  /**
   * @param batch the most records in a batch
   * @return lines a second, by sink
   */
  public static Map<String, Double> run(Run run, int batch) throws IOException {
    List<String> arguments = new ArrayList<>(run.servers());
    arguments.add("batch=" + batch);
    Process process =
        JavaProcess.of(BareProcess.class, List.of("-Xmx4g"), List.of(), arguments)
            .redirectError(run.log("bare").toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.onExit().join();
    Map<String, Double> rates = new HashMap<>();
    for (String line : printed.lines().toList()) {
      String[] fields = line.split(" ", -1);
      if (fields.length == 4 && fields[3].matches("[0-9.]+")) {
        rates.put(fields[0], Double.parseDouble(fields[1]) / Double.parseDouble(fields[3]));
      }
    }
    if (rates.size() != 2) {
      throw new IOException("the bare loops failed: see " + run.log("bare") + "\n" + printed);
    }
    return rates;
  }
}
