package io.betintel.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a person runs it. */
final class UpCommandIT {
  private static final int SIGTERM = 128 + 15;

  /** One for all: the binaries are unpacked and the cluster is initialised once. */
  @TempDir private static Path temporary;

  private Process up;

  @AfterEach
  void endWhatRuns() throws InterruptedException {
    up.destroy();
    up.waitFor();
  }

  @Test
  @Tag("full")
  void runsUntilSigtermAndLeavesNothing() throws Exception {
    up = up("first");
    awaitReady("first");
    List<RecordedProcess> servers = recorded();
    assertThat(output("first"))
        .containsPattern("(?m)^kafka       127\\.0\\.0\\.1:\\d+ +up in \\d+\\.\\d s$")
        .containsPattern("(?m)^postgresql  127\\.0\\.0\\.1:\\d+ +up in \\d+\\.\\d s$")
        .containsPattern("(?m)^redis       127\\.0\\.0\\.1:\\d+ +up in \\d+\\.\\d s$")
        .containsPattern("(?m)^registry    127\\.0\\.0\\.1:\\d+ +up in \\d+\\.\\d s$");
    assertThat(sourced("echo \"$EV_POSTGRES_URL $EV_REDIS_URL\""))
        .matches("jdbc:postgresql://127.0.0.1:\\d+/ev redis://127.0.0.1:\\d+");

    Process second = up("second");
    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(output("second"))
        .startsWith("a stack runs in " + directory() + " already (process " + up.pid() + ")");

    up.destroy();
    assertThat(up.waitFor()).isEqualTo(SIGTERM);
    assertThat(servers).noneMatch(server -> server.find().isPresent());
    assertThat(directory().resolve("env")).doesNotExist();
  }

  @Tag("full")
  @Test
  void networkIsAsTheLinesSay() throws Exception {
    up = up("network", "--network");
    awaitReady("network");
    String address = sourced("echo \"$EV_REDIS_URL\"").replace("redis://127.0.0.1:", "");
    try (Socket redis = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address))) {
      redis.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      assertThat(redis.getInputStream().read()).isEqualTo('+');
      type("redis loose\nnothing cut\nredis delay 5\nredis cut\n");

      await().until(() -> output("network").contains("redis cut: done"));
      assertThat(output("network"))
          .contains("not understood: redis loose; accepted is SERVER delay MILLIS|reset|cut|")
          .contains("no server nothing; accepted is kafka, postgresql, redis or registry")
          .contains("redis delay 5: done");
      assertThat(redis.getInputStream().readAllBytes()).isEqualTo("PONG\r\n".getBytes(UTF_8));
    }
    up.destroy();
    assertThat(up.waitFor()).isEqualTo(SIGTERM);
  }

  @Tag("full")
  @Test
  void endsWhatASigkilledRunLeftRunning() throws Exception {
    up = up("killed");
    awaitReady("killed");
    up.destroyForcibly().waitFor();
    List<RecordedProcess> orphans =
        recorded().stream().filter(process -> process.find().isPresent()).toList();
    assertThat(orphans)
        .extracting(RecordedProcess::name)
        .containsExactlyInAnyOrder("kafka", "postgresql", "redis", "registry");

    up = up("next");
    awaitReady("next");

    assertThat(orphans).noneMatch(orphan -> orphan.find().isPresent());
    for (RecordedProcess orphan : orphans) {
      assertThat(output("next")).contains("process " + orphan.pid() + " of a killed run ended");
    }
  }

  @Tag("full")
  @Test
  void endsTheOthersWhenAServerEndsByItself() throws Exception {
    up = up("broken");
    awaitReady("broken");
    List<RecordedProcess> servers = recorded();
    servers.stream()
        .filter(server -> server.name().equals("redis"))
        .forEach(redis -> redis.find().ifPresent(ProcessHandle::destroyForcibly));

    assertThat(up.waitFor()).isEqualTo(1);
    assertThat(output("broken")).contains("redis ended with exit code 137; see " + directory());
    assertThat(servers).noneMatch(server -> server.find().isPresent());
  }

  private Path directory() {
    return temporary.resolve("stack");
  }

  private void type(String lines) throws IOException {
    up.getOutputStream().write(lines.getBytes(UTF_8));
    up.getOutputStream().flush();
  }

  private Process up(String output, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ServerFiles.java(),
                "-jar",
                System.getProperty("local.stack.jar"),
                "up",
                "--directory",
                directory().toString()));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve(output).toFile())
        .start();
  }

  private void awaitReady(String output) throws IOException {
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> output(output).contains("\nready ") || !up.isAlive());
    assertThat(up.isAlive()).as(output(output)).isTrue();
  }

  private String output(String name) throws IOException {
    return Files.readString(temporary.resolve(name));
  }

  private List<RecordedProcess> recorded() throws IOException {
    return Files.readAllLines(directory().resolve("pids")).stream()
        .flatMap(line -> RecordedProcess.parse(line).stream())
        .toList();
  }

  private String sourced(String script) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", ". \"$0\"; " + script, directory().resolve("env").toString())
            .start();
    String output = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
