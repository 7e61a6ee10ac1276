package io.betintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Ctrl-C, which reaches the demo and all its servers at once, at any moment: no process, no folder
 * and no stack trace is left.
 */
@Timeout(600)
final class InterruptedDemoIT {
  private static final long SEED = 20261128;

  /** How long the demo takes until it shows bets. */
  private static final int WHOLE_START_MS = 30_000;

  private static final int FIRST_MS = 100;

  private final Path home = Path.of(System.getProperty("ev.home"));
  private final Path data = Path.of("target", "interrupted-run").toAbsolutePath();

  /** The servers are just starting then: the moment with the most that can go wrong. */
  @Test
  void interruptedWhileServersStart() throws Exception {
    interruptAfter(1500);
  }

  @Test
  @Tag("full")
  void interruptedAtTenMoments() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 10; i++) {
      interruptAfter(i == 0 ? FIRST_MS : random.nextInt(FIRST_MS, WHOLE_START_MS));
    }
  }

  private void interruptAfter(int millis) throws Exception {
    DeletedFolder.delete(data); // of a run that failed
    String mark = "DEMO_MARK=" + UUID.randomUUID();
    Path printed = Files.createTempFile("interrupted", ".txt");
    Process demo = start(mark, printed);
    try {
      boolean over = demo.waitFor(millis, TimeUnit.MILLISECONDS);
      assertThat(over).as("it ended by itself: " + Files.readString(printed)).isFalse();
      interruptGroup(demo);
      assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.destroyForcibly();
    }

    String when = "interrupted after " + millis + " ms, seed " + SEED + ": ";
    String text = Files.readString(printed);
    assertThat(demo.exitValue()).as(when + text).isEqualTo(130);
    assertThat(left(mark)).as(when + "processes").isEmpty();
    assertThat(data).as(when + "the folder").doesNotExist();
    assertThat(text)
        .as(when)
        .doesNotContain("Exception", "\tat ", "ERROR", "WARN", "exited with", "ended with");
    if (text.contains("127.0.0.1:")) { // servers ran
      assertThat(text).as(when).contains("Ended: no process is left, and the data is deleted.");
    }
    Files.delete(printed);
  }

  /** A session of its own is a process group of its own, as a shell gives a command. */
  private Process start(String mark, Path printed) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid",
                "env",
                "--default-signal=INT", // ignored where this test runs in the background
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target", "classes") + ":" + Files.readString(Path.of("target/classpath")),
                Demo.class.getName(),
                "--home",
                home.toString(),
                "--directory",
                data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(mark.split("=", 2)[0], mark.split("=", 2)[1]);
    return builder.redirectOutput(printed.toFile()).start();
  }

  private static void interruptGroup(Process leader) throws Exception {
    new ProcessBuilder("kill", "-INT", "--", "-" + leader.pid()).inheritIO().start().waitFor();
  }

  /** Processes that inherited the mark or work in the folder, whoever is their parent now. */
  private List<String> left(String mark) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(process -> has(process, mark))
          .map(Path::toString)
          .toList();
    }
  }

  private boolean has(Path process, String mark) {
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(mark)
          || Files.readSymbolicLink(process.resolve("cwd")).toString().startsWith(data.toString());
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }
}
