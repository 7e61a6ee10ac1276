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
  private final Ending ending;
  private final Map<String, String> environment;

  /**
   * @param ending owns the processes, and the folder for the log
   * @param environment the worker's configuration; no other variable that begins with {@code EV_}
   *     is passed on
   */
  WorkerJar(Path jar, Ending ending, Map<String, String> environment) {
    this.jar = jar;
    this.ending = ending;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs a command to its end.
   *
   * @return what it printed
   * @throws IllegalStateException if it does not exit with 0, with what it printed
   */
  String run(String... arguments) throws IOException, InterruptedException {
    Process process = ending.start(builder(arguments).redirectErrorStream(true));
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
      return ending.startWorker(
          builder("run").redirectErrorStream(true).redirectOutput(workerLog().toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("the worker does not start", e);
    }
  }

  Path workerLog() {
    return ending.directory().resolve("worker.log");
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
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MetaspaceSize=128m", "-Xmx512m"));
    // A killed JVM does not delete what its libraries unpack.
    command.add("-Djava.io.tmpdir=" + ending.directory());
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(key -> key.startsWith("EV_"));
    builder.environment().putAll(environment);
    return builder;
  }
}
