package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Server} promises, against each of the four. */
@ExtendWith(LocalStackExtension.class)
abstract class ServerContract {

  abstract Server server();

  /**
   * Stores something new through the server's own protocol; what it answers is for {@link #read}.
   */
  abstract String write() throws Exception;

  /** What was stored, as {@link #write} answered. */
  abstract String read(String written) throws Exception;

  @Test
  final void answersARealRequest() throws Exception {
    String written = write();

    assertThat(read(written)).isEqualTo(written);
    assertThat(server().running()).isTrue();
  }

  @Test
  @Tag("full")
  final void keepsPortAndDataAcrossARestart() throws Exception {
    String address = server().address();
    String written = write();

    server().stop();
    assertThat(server().running()).isFalse();
    server().start();

    assertThat(server().address()).isEqualTo(address);
    assertThat(read(written)).isEqualTo(written);
    assertThat(read(write())).isNotEqualTo(written);
  }

  @Test
  @Tag("full")
  final void keepsPortAndDataAcrossAKill() throws Exception {
    String address = server().address();
    String written = write();

    server().kill();
    assertThat(server().running()).isFalse();
    server().start();

    assertThat(server().address()).isEqualTo(address);
    assertThat(read(written)).isEqualTo(written);
    assertThat(read(write())).isNotEqualTo(written);
  }

  @Test
  @Tag("full")
  final void hasTheSavedDataAgain(@TempDir Path temporary) throws Exception {
    Path copy = temporary.resolve("copy");
    String before = write();
    server().stop();
    server().saveData(copy);
    server().start();
    String after = write();
    assertThat(read(after)).isEqualTo(after);

    server().stop();
    server().restoreData(copy);
    server().start();

    assertThat(read(before)).isEqualTo(before);
    assertThat(stillHas(after)).isFalse();
    assertThat(read(write())).isNotEqualTo(before);
  }

  /** Not every protocol says in an answer that something is missing. */
  private boolean stillHas(String written) {
    try {
      return written.equals(read(written));
    } catch (Exception | AssertionError missing) {
      return false;
    }
  }

  @Test
  final void touchesNoDataWhileItRuns(@TempDir Path temporary) throws Exception {
    String written = write();
    Path copy = temporary.resolve("copy");

    assertThatThrownBy(() -> server().saveData(copy))
        .isInstanceOf(LocalStackException.class)
        .hasMessage(server().name() + " runs: stop it first");
    assertThatThrownBy(() -> server().restoreData(Files.createDirectory(copy)))
        .isInstanceOf(LocalStackException.class)
        .hasMessage(server().name() + " runs: stop it first");

    assertThat(copy).isEmptyDirectory();
    assertThat(read(written)).isEqualTo(written);
  }
}
