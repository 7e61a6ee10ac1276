package io.betintel.bench.part;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class PartsTest {
  @Test
  void unknownPartIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parts.named(Set.of("homes")))
        .withMessageStartingWith("homes is no part: accepted are home, requotes, ceiling, ")
        .withMessageEndingWith(", switches");
  }

  @Test
  void everyPartThatTheHelpNamesExists() {
    for (String line : Parts.HELP.lines().toList()) {
      if (line.matches(" {2}[a-z].*")) {
        String name = line.strip().split(" ", 2)[0];
        assertThatCode(() -> Parts.named(Set.of(name))).doesNotThrowAnyException();
      }
    }
  }
}
