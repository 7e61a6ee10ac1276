package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;

/** What a command of the packaged program said, and how it ended. */
public record CommandResult(int exitCode, String out, String err) {

  /** Fails with what it said unless it exited with 0. */
  public CommandResult done() {
    assertThat(exitCode).as(out + err).isZero();
    return this;
  }
}
