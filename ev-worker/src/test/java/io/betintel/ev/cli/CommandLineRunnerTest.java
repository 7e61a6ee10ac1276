package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineRunnerTest {

  @Test
  void helpAndVersionAreDone() {
    assertThat(CommandLineRunner.run("--help")).isZero();
    assertThat(CommandLineRunner.run("--version")).isZero();
  }
}
