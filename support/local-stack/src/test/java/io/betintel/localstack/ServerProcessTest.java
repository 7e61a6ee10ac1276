package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerProcessTest {
  private static final int PORT = 15_000;

  private final StackDirectory directory;

  ServerProcessTest(@TempDir Path temporary) {
    directory = StackDirectory.open(temporary);
  }

  @AfterEach
  void release() {
    directory.close();
  }

  @Test
  void oneThatDoesNotStartShowsTheEndOfItsLog() {
    ServerProcess broken = process("seq 1 30; echo port is taken >&2; exit 3", false);

    assertThatThrownBy(broken::start)
        .isInstanceOf(LocalStackException.class)
        .hasMessageStartingWith(
            "test (127.0.0.1:15000) ended with exit code 3 while starting; the end of "
                + directory.log("test"))
        // 31 lines, of which the last 20 are shown.
        .hasMessageContaining("\n  12\n")
        .hasMessageEndingWith("\n  30\n  port is taken")
        .hasMessageNotContaining("\n  11\n");
    assertThat(broken.running()).isFalse();
  }

  @Test
  void stoppingWhatHasNotStartedDoesNothing() {
    ServerProcess never = process("true", true);

    never.stop();
    never.kill();

    assertThat(never.running()).isFalse();
  }

  @Test
  void startsAgainAfterAStop() {
    ServerProcess server = process("sleep 600", true);

    server.start();
    assertThat(server.running()).isTrue();
    server.stop();
    assertThat(server.running()).isFalse();
    server.start();
    assertThat(server.running()).isTrue();
    server.kill();
    assertThat(server.running()).isFalse();
  }

  private ServerProcess process(String script, boolean ready) {
    return new ServerProcess(
        "test",
        PORT,
        directory,
        new Children(directory.pids()),
        new ServerProcess.Launch() {
          @Override
          public ProcessBuilder prepare() {
            return new ProcessBuilder("sh", "-c", script);
          }

          @Override
          public boolean ready() {
            return ready;
          }
        });
  }
}
