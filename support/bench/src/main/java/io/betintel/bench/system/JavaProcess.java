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
   * @param first entries of the classpath that come before this process's own
   */
  public static ProcessBuilder of(
      Class<?> main, List<String> javaOptions, List<String> first, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(javaOptions);
    List<String> classpath = new ArrayList<>(first);
    classpath.add(System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classpath)));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
