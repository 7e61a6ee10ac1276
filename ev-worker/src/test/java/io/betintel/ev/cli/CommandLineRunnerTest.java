package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineRunnerTest {

  @Test
  void helpAndVersionAreDone() {
    assertThat(CommandLineRunner.run("--help")).isZero();
    assertThat(CommandLineRunner.run("--version")).isZero();
  }

  @Test
  void noCommandAndUnknownOnesAreWrongUsage() {
    assertThat(CommandLineRunner.run()).isEqualTo(2);
    assertThat(CommandLineRunner.run("tpics")).isEqualTo(2);
    assertThat(CommandLineRunner.run("topics", "--wait", "60")).isEqualTo(2);
    assertThat(CommandLineRunner.run("run", "--only", "everything")).isEqualTo(2);
  }

  @Test
  void everyCommandAndOptionIsExplained() {
    List<CommandLine> commands = new ArrayList<>();
    collect(CommandLineRunner.commandLine(), commands);

    assertThat(commands).hasSizeGreaterThan(5);
    for (CommandLine command : commands) {
      String name = command.getCommandSpec().qualifiedName();
      assertThat(command.getCommandSpec().usageMessage().description())
          .as(name)
          .isNotEmpty()
          .allSatisfy(CommandLineRunnerTest::isFormat);
      assertThat(command.getCommandSpec().options())
          .allSatisfy(
              option ->
                  assertThat(option.description())
                      .as(name + " " + option.longestName())
                      .isNotEmpty()
                      .allSatisfy(CommandLineRunnerTest::isFormat));
    }
  }

  /** picocli formats what it prints: a percent sign has to be doubled. */
  private static void isFormat(String text) {
    assertThat(String.format(Locale.ROOT, text)).isNotNull();
  }

  private static void collect(CommandLine command, List<CommandLine> into) {
    into.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, into));
  }
}
