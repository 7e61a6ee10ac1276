package io.betintel.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs commands of the packaged worker, each as a process of its own. */
final class WorkerJar {
  private final Path jar;
  private final Path logs;
  private final Map<String, String> environment;

  /**
   * @param environment the worker's configuration; no other variable that begins with {@code EV_}
   *     is passed on
   */
  WorkerJar(Path jar, Path logs, Map<String, String> environment) {
    this.jar = jar;
    this.logs = logs;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs a command to its end.
   *
   * @return what it printed
   * @throws IllegalStateException if it does not exit with 0, with what it printed
   */
  String run(String... arguments) throws IOException, InterruptedException {
    Process process = builder(arguments).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "ev-worker " + String.join(" ", arguments) + " exited with " + code + ":\n" + printed);
    }
    return printed;
  }

  /** Starts {@code run}; its log is {@code worker.log}. */
  Process startWorker() {
    try {
      return builder("run").redirectErrorStream(true).redirectOutput(workerLog().toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException("the worker does not start", e);
    }
  }

  Path workerLog() {
    return logs.resolve("worker.log");
  }

  String logTail() {
    try {
      List<String> lines = Files.readAllLines(workerLog());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(key -> key.startsWith("EV_"));
    builder.environment().putAll(environment);
    return builder;
  }
}
