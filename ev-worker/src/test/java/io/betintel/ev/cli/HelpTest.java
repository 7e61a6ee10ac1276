package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What every command says of itself, for the whole tree of commands. */
class HelpTest {
  private static final int COLUMNS = 80;

  @Test
  void everyCommandIsInTheTree() {
    assertThat(commands()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsTheWindow(CommandLine command) {
    assertThat(command.getUsageMessage(Ansi.OFF).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(COLUMNS));
  }

  /** A table in a description that is too wide is wrapped, and no table any more. */
  @ParameterizedTest
  @MethodSource("commands")
  void linesThatAreLaidOutByHandAreNotWrapped(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description())
        .filteredOn(line -> line.startsWith("  "))
        .allSatisfy(line -> assertThat(String.format(Locale.ROOT, line)).hasSizeLessThan(COLUMNS));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandOptionAndArgumentIsDescribed(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description())
        .isNotEmpty()
        .allSatisfy(HelpTest::isFormat);
    assertThat(command.getCommandSpec().args())
        .allSatisfy(HelpTest::isDescribed)
        .filteredOn(ArgSpec::isOption)
        .isNotEmpty();
  }

  /** Whether the value is accepted does not matter: only that there is something that reads it. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyValueHasAReader(CommandLine command) {
    for (ArgSpec argument : command.getCommandSpec().args()) {
      String value = argument.typeInfo().isMap() ? "x=x" : "x";
      String[] line =
          argument instanceof OptionSpec option
              ? new String[] {option.longestName() + (option.arity().max() > 0 ? "=" + value : "")}
              : new String[] {value};
      try {
        command.parseArgs(line);
      } catch (ParameterException e) {
        assertThat(e).hasMessageNotContaining("TypeConverter");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void waitingMeansOneThing(CommandLine command) {
    var wait = command.getCommandSpec().findOption("--wait");
    if (wait != null) {
      assertThat(wait.arity()).hasToString("0..1");
      assertThat(wait.paramLabel()).isEqualTo("DURATION");
      assertThat(wait.description())
          .containsExactly(
              "Wait up to DURATION, such as 90s or 5m (60s if left out), for what is missing; then"
                  + " exit with 1 and name it.");
    }
  }

  private static void isDescribed(ArgSpec argument) {
    assertThat(argument.description())
        .as(argument.toString())
        .isNotEmpty()
        .allSatisfy(HelpTest::isFormat);
  }

  /** picocli formats what it prints: a percent sign has to be doubled. */
  private static void isFormat(String text) {
    assertThat(String.format(Locale.ROOT, text)).isNotNull();
  }

  private static Stream<CommandLine> commands() {
    List<CommandLine> commands = new ArrayList<>();
    collect(CommandLineRunner.commandLine(), commands);
    return commands.stream();
  }

  private static void collect(CommandLine command, List<CommandLine> into) {
    into.add(command);
    command.getSubcommands().values().forEach(sub -> collect(sub, into));
  }
}
