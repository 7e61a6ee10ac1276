package io.betintel.bench.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A build of the worker, this one or an older one. */
public final class BuiltWorker implements Program {
  private final String name;
  private final Path jar;
  private final String parts;
  private final List<String> javaOptions;
  private final Map<String, String> settings;

  /**
   * @param parts what the process does, as {@code run --only} takes it
   * @param javaOptions of the process; commands have their own
   * @param settings besides the run's own
   */
  public BuiltWorker(
      String name, Path jar, String parts, List<String> javaOptions, Map<String, String> settings) {
    this.name = name;
    this.jar = jar;
    this.parts = parts;
    this.javaOptions = List.copyOf(javaOptions);
    this.settings = Map.copyOf(settings);
  }

  @Override
  public String name() {
    return name;
  }

  /** The same build with another part of the work. */
  public BuiltWorker only(String otherName, String otherParts) {
    return new BuiltWorker(otherName, jar, otherParts, javaOptions, settings);
  }

  /** The same with one more option of its process. */
  public BuiltWorker with(String javaOption) {
    List<String> options = new ArrayList<>(javaOptions);
    options.add(javaOption);
    return new BuiltWorker(name, jar, parts, options, settings);
  }

  @Override
  public Process start(Run run) throws IOException {
    Map<String, String> environment = new HashMap<>(run.environment());
    environment.putAll(settings);
    return builder(environment, javaOptions, "run", "--only", parts)
        .redirectErrorStream(true)
        .redirectOutput(run.log(name.replaceAll("[^a-z0-9]+", "-")).toFile())
        .start();
  }

  /** Runs a command of this build to its end. */
  public void command(Run run, String... arguments) throws IOException, InterruptedException {
    command(run.environment(), arguments);
  }

  /** A database with this build's migrations, to be copied; it also registers its schemas. */
  String database(Bed bed) throws IOException, InterruptedException {
    String database = "build_" + Integer.toHexString(jar.toAbsolutePath().hashCode());
    if (bed.isNew(database)) {
      bed.stack().postgres().createDatabase(database);
      Map<String, String> environment = Run.environment(bed, database);
      command(environment, "migrate");
      command(environment, "schemas");
    }
    return database;
  }

  private void command(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        builder(environment, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), arguments)
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(
          "%s %s exited with %d:%n%s".formatted(jar, String.join(" ", arguments), code, printed));
    }
  }

  private ProcessBuilder builder(
      Map<String, String> environment, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(JavaProcess.java());
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(key -> key.startsWith("EV_"));
    builder.environment().putAll(environment);
    return builder;
  }
}
