package io.betintel.ev.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Which build of the program runs; they differ in the bet types that they were generated with. */
public enum Build {
  /** This one. */
  CURRENT,
  /** The one before the newest release of the bet types. */
  PREVIOUS,
  /** One that knows the bet types of {@link RolloutOrder} too. */
  LATER,
  /** What {@link FreshCheckout} has built. */
  FRESH;

  private static final String RELEASES = "io/betintel/ev/schemas/released/BetType";
  private static final String MAIN = "io.betintel.ev.EvWorker";

  // A rebuild of a jar while a worker runs would pull its classes from under it.
  private static final Path CURRENT_JAR = copy("ev.worker.jar");
  private static final Path PREVIOUS_JAR = copy("ev.worker.previous.jar");

  /**
   * The command line that runs the program.
   *
   * @param jvmOptions such as {@code -Dname=value}
   */
  public List<String> command(List<String> jvmOptions, String... arguments) {
    List<String> command = java();
    command.addAll(jvmOptions);
    command.addAll(program());
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * The command line that runs another class with the program's classes.
   *
   * @param classes where that class is
   */
  List<String> commandOf(Class<?> main, String classes, String... arguments) {
    List<String> command = java();
    command.add("-Xmx128m");
    command.addAll(ClassArchive.options(jar()));
    command.addAll(List.of("-cp", jar() + File.pathSeparator + classes, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Several run on few cores: a short life is cheaper without the second compiler.
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MetaspaceSize=128m"));
    return command;
  }

  Path jar() {
    return switch (this) {
      case CURRENT, LATER -> CURRENT_JAR;
      case PREVIOUS -> PREVIOUS_JAR;
      case FRESH -> FreshCheckout.JAR;
    };
  }

  /** How many releases of the bet types its program file has. */
  public int betTypeReleases() throws IOException {
    try (JarFile file = new JarFile(jar().toFile())) {
      return (int)
          file.stream().filter(entry -> entry.getName().matches(RELEASES + "/\\d+\\.avsc")).count();
    }
  }

  private List<String> program() {
    return switch (this) {
      case CURRENT, PREVIOUS, FRESH ->
          Stream.concat(ClassArchive.options(jar()).stream(), Stream.of("-jar", jar().toString()))
              .toList();
      case LATER ->
          List.of(
              "-cp",
              System.getProperty("ev.worker.later.classes") + File.pathSeparator + CURRENT_JAR,
              MAIN);
    };
  }

  private static Path copy(String property) {
    return ClassArchive.copy(Path.of(System.getProperty(property)), Installation.SHARED);
  }
}
