package io.betintel.ev.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

class WaitOptionTest {

  @Test
  void durationIsAttachedOrFollows() {
    assertThat(parse("--wait=5m", "name").wait.patience()).isEqualTo(Duration.ofMinutes(5));
    assertThat(parse("--wait", "90s", "name").wait.patience()).isEqualTo(Duration.ofSeconds(90));
    assertThat(parse("name", "--wait", "1ms").wait.patience()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void withoutDurationItIsAMinute() {
    for (Waiting waiting :
        List.of(parse("name", "--wait"), parse("--wait", "name"), parse("--wait", "--", "name"))) {
      assertThat(waiting.wait.isAsked()).isTrue();
      assertThat(waiting.wait.patience()).isEqualTo(Duration.ofMinutes(1));
      assertThat(waiting.name).isEqualTo("name");
    }
  }

  @Test
  void absentItIsNotAskedFor() {
    assertThat(parse("name").wait.isAsked()).isFalse();
    assertThat(parse("name").wait.patience()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void whatIsNoDurationIsRefused() {
    assertThatThrownBy(() -> parse("--wait=soon", "name"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'soon' is not a number with ms, s, m, h or d");
    assertThatThrownBy(() -> parse("--wait", "60", "name"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'60' is not a number with ms, s, m, h or d");
  }

  @Test
  void looksUntilThereIsAnAnswer() throws Exception {
    Deque<Optional<String>> answers =
        new ArrayDeque<>(List.of(Optional.empty(), Optional.empty(), Optional.of("done")));

    assertThat(parse("--wait=1m", "name").wait.until(answers::pop)).contains("done");
  }

  @Test
  void looksOnceMoreWhenTheTimeIsOver() throws Exception {
    assertThat(parse("--wait=1ms", "name").wait.until(Optional::empty)).isEmpty();
    assertThat(parse("--wait=1ms", "name").wait.until(() -> Optional.of("done"))).contains("done");
  }

  private static Waiting parse(String... arguments) {
    return CommandLine.populateCommand(new Waiting(), arguments);
  }

  @Command(name = "waiting")
  static final class Waiting {
    @Mixin private WaitOption wait;

    @Parameters private String name;
  }
}
