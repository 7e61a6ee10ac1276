package io.betintel.ev.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void coloursAreForATerminalWhoseOwnerWantsThem() {
    assertThat(Terminal.colours(true, Map.of("TERM", "xterm-256color"))).isTrue();
    assertThat(Terminal.colours(true, Map.of("NO_COLOR", ""))).as("empty does not count").isTrue();
    assertThat(Terminal.colours(true, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Terminal.colours(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.colours(false, Map.of())).isFalse();
  }
}
