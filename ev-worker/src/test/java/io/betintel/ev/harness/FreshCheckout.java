package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of this project's sources that a test changes and builds. */
public final class FreshCheckout {
  public static final Path ROOT = Path.of("target", "it", "checkout").toAbsolutePath();
  static final Path JAR = ROOT.resolve("ev-worker/target/ev-worker.jar");

  private static final Set<String> LEFT_OUT =
      Set.of("target", ".git", "node_modules", ".local-stack");

  private FreshCheckout() {}

  /** Copies the sources as they are, in place of an earlier copy. */
  public static void take() throws IOException {
    if (Files.exists(ROOT)) {
      try (Stream<Path> old = Files.walk(ROOT)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Path from = Path.of("..").toAbsolutePath().normalize();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            if (LEFT_OUT.contains(directory.getFileName().toString())) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // A worktree's .git is a file.
            if (!LEFT_OUT.contains(file.getFileName().toString())) {
              Files.copy(
                  file,
                  to(file),
                  StandardCopyOption.REPLACE_EXISTING,
                  StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }

          private Path to(Path path) {
            return ROOT.resolve(from.relativize(path).toString());
          }
        });
  }

  /** Packages the worker and runs these unit tests; fails with what the build said. */
  public static void build(String... tests) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./mvnw", "-q", "-B", "package"));
    command.addAll(List.of("-pl", "ev-worker", "-am", "-Dtest=" + String.join(",", tests)));
    command.add("-Dsurefire.failIfNoSpecifiedTests=false");
    Path log = ROOT.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(15, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      process.destroy();
    }
  }
}
