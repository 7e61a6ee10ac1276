package io.betintel.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What figures depend on besides the code. */
public final class Machine {
  private Machine() {}

  /**
   * @param home the project's folder, for its commit
   */
  public static Map<String, String> describe(Path home) {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("cpu", cpu());
    described.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    described.put(
        "java", System.getProperty("java.vm.name") + ' ' + System.getProperty("java.version"));
    described.put("system", System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
    described.put("commit", commit(home));
    return described;
  }

  private static String cpu() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String commit(Path home) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return printed.isBlank() ? "unknown" : printed.trim();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
