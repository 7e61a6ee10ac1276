package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UsageErrorsTest {
  private static final String MORE = "; --help says more";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tpics                      | Unknown command tpics: did you mean topics?
          xyz                        | Unknown command xyz
          bet-types enabel h2h       | Unknown command enabel: did you mean enable?
          topics --dryrun            | Unknown option --dryrun: did you mean --dry-run?
          topics --wiat=5m           | Unknown option --wiat: did you mean --wait?
          topics --frobnicate        | Unknown option --frobnicate
          bet-types rename a b --rehearse jdbc:x | bet-types rename has no --rehearse: what takes time is
          topics now                 | Unexpected argument now
          bet-types enable           | Missing required parameter: 'NAME'
          feed poll                  | Missing required option: '--sports=SPORT'
          sink                       | Missing command: one of rebuild, help
          topics --wait 60           | '60' is not a number with ms, s, m, h or d
          topics --wait=soon         | 'soon' is not a number with ms, s, m, h or d
          run --only everything      | expected one of [stream, sinks, api]
          """)
  void theErrorTheNearestNameAndOneLineOfUsageArePrinted(String arguments, String error) {
    Run run = run(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(2);
    assertThat(run.err().lines().findFirst().orElseThrow()).contains(error);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void usageIsOfTheCommandThatWasMeant() {
    assertThat(run("tpics").err()).endsWith(line("Usage: ev-worker [OPTIONS] COMMAND" + MORE));
    assertThat(run("topics", "--no").err())
        .endsWith(line("Usage: ev-worker topics [OPTIONS]" + MORE));
    assertThat(run("bet-types", "enable", "--no").err())
        .endsWith(line("Usage: ev-worker bet-types enable [OPTIONS] NAME..." + MORE));
    assertThat(run("feed", "import").err())
        .endsWith(line("Usage: ev-worker feed import [OPTIONS] FILE..." + MORE));
  }

  @Test
  void withoutACommandAllAreNamed() {
    Run run = run();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("Missing command: one of run, migrate, topics, schemas, ");
    assertThat(run.err().lines()).hasSize(2);
  }

  private static String line(String text) {
    return text + System.lineSeparator();
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        CommandLineRunner.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Run(command.execute(arguments), out.toString(), err.toString());
  }

  private record Run(int exitCode, String out, String err) {}
}
