package io.betintel.bench.system;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class of this bench as a process of its own. */
public final class JavaProcess {
  private JavaProcess() {}

  /** The {@code java} that runs this. */
  static String java() {
    return tool("java");
  }

  /** A program of the JDK that runs this. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /**
   * @param more entries of the classpath besides this process's own
   */
  public static ProcessBuilder of(
      Class<?> main, List<String> javaOptions, List<String> more, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(javaOptions);
    List<String> classpath = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    classpath.addAll(more);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classpath)));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
