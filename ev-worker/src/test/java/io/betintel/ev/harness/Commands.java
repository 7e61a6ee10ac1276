package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program's commands, each as a process that runs to its end. */
public final class Commands {
  private final Build build;
  private final Map<String, String> environment;

  /**
   * @param environment the only {@code EV_} variables that they get
   */
  public Commands(Build build, Map<String, String> environment) {
    this.build = build;
    this.environment = Map.copyOf(environment);
  }

  public CommandResult run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(), arguments);
  }

  /**
   * @param jvmOptions such as {@code -Dname=value}
   */
  public CommandResult run(List<String> jvmOptions, String... arguments)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("-Xmx128m"));
    options.addAll(jvmOptions);
    Path out = Files.createTempFile("command", ".out");
    Path err = Files.createTempFile("command", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(build.command(options, arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("EV_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(String.join(" ", arguments)).isTrue();
      return new CommandResult(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
