package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
}
