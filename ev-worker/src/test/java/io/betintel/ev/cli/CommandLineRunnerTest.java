package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
    assertThat(CommandLineRunner.run("run", "--only", "api")).isEqualTo(2);
  }

  @Test
  void everyCommandAndOptionIsExplained() {
    List<CommandLine> commands = new ArrayList<>();
    collect(CommandLineRunner.commandLine(), commands);

    assertThat(commands).hasSizeGreaterThan(5);
    for (CommandLine command : commands) {
      String name = command.getCommandSpec().qualifiedName();
      assertThat(command.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
      assertThat(command.getCommandSpec().options())
          .allSatisfy(
              option ->
                  assertThat(option.description())
                      .as(name + " " + option.longestName())
                      .isNotEmpty());
    }
  }

  private static void collect(CommandLine command, List<CommandLine> into) {
    into.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, into));
  }
}
