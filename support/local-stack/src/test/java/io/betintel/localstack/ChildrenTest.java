package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChildrenTest {
  @TempDir private Path directory;
  private Children children;

  @BeforeEach
  void create() {
    children = new Children(directory.resolve("pids"));
  }

  @Test
  void sweepKillsWhatAnotherRunRecordedAndWhatThatStarted() throws Exception {
    // The second command keeps the shell from becoming "sleep" itself.
    Process shell = children.spawn("shell", new ProcessBuilder("sh", "-c", "sleep 600; true"));
    await().until(() -> shell.descendants().count() == 1);
    ProcessHandle grandchild = shell.descendants().findFirst().orElseThrow();

    List<RecordedProcess> swept = new Children(directory.resolve("pids")).sweep();

    assertThat(swept).extracting(RecordedProcess::pid).containsExactly(shell.pid());
    assertThat(RecordedProcess.runs(shell.toHandle())).isFalse(); // isAlive() tells later
    assertThat(RecordedProcess.runs(grandchild)).isFalse();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void sweepPassesOverWhatHasEnded() throws Exception {
    children.spawn("short", new ProcessBuilder("true")).waitFor();

    assertThat(children.sweep()).isEmpty();
  }

  @Test
  void sweepPassesOverALineThatIsTorn() throws IOException {
    Files.writeString(directory.resolve("pids"), "kafka 12");

    assertThat(children.sweep()).isEmpty();
  }

  @Test
  void nothingIsStartedOnceItIsClosed() {
    children.close();

    assertThatThrownBy(() -> children.spawn("late", new ProcessBuilder("true")))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("late is not started");
  }
}
