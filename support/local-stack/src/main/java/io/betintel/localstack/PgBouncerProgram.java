package io.betintel.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program {@code pgbouncer}: the PATH's, or else that of Debian's package, which is downloaded
 * once per stack's directory with the libraries that it lacks, and unpacked, not installed. No
 * Maven artifact has it.
 */
final class PgBouncerProgram {
  private final Path home;
  private final Path log;
  private Path program;

  PgBouncerProgram(Path binaries, Path log) {
    this.home = binaries.resolve("pgbouncer");
    this.log = log;
  }

  void unpack() throws IOException {
    Optional<Path> installed = installed();
    program = installed.orElse(home.resolve("usr/sbin/pgbouncer"));
    if (!Files.isExecutable(program)) {
      fetch();
    }
  }

  private static Optional<Path> installed() {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin";
    return Arrays.stream(path.split(":", -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "pgbouncer"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void fetch() throws IOException {
    Path half = home.resolveSibling("pgbouncer.new");
    StackDirectory.deleteTree(half);
    StackDirectory.deleteTree(home);
    Files.createDirectories(half);
    ProcessBuilder command = new ProcessBuilder("sh", "-c", script(), "sh", half.toString());
    Process process =
        command
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    int exitCode;
    try {
      exitCode = process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new LocalStackException("interrupted while PgBouncer was unpacked", e);
    }
    if (exitCode != 0) {
      throw new LocalStackException(
          "PgBouncer is not installed, and Debian's package cannot be had (exit code %d): install it; the end of %s:%n%s"
              .formatted(exitCode, log, LogTail.of(log)));
    }
    Files.move(half, home);
  }

  private static String script() throws IOException {
    try (InputStream script = PgBouncerProgram.class.getResourceAsStream("pgbouncer.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  ProcessBuilder command(Path configuration) throws IOException {
    ProcessBuilder command =
        Unprivileged.command(program.toString(), List.of(configuration.toString()));
    if (program.startsWith(home)) {
      command.environment().put("LD_LIBRARY_PATH", libraries());
    }
    return command;
  }

  /** The directories that hold libraries. */
  private String libraries() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".so"))
          .map(file -> file.getParent().toString())
          .distinct()
          .collect(Collectors.joining(":"));
    }
  }
}
