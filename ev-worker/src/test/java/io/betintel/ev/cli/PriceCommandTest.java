package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class PriceCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tableForPeople() {
    assertThat(run("price", "2.1", "1.8", "--offers", "2.2,1.9")).isZero();

    // p = 1.8/3.9 at 2.2: EV = 3.96/3.9 - 1 = 0.0153846, Kelly = EV / 1.2.
    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            """
            ODDS    PROBABILITY  FAIR ODDS  OFFER   EV       KELLY
            2.1000  46.15 %      2.1667     2.2000  +1.54 %  1.28 %
            1.8000  53.85 %      1.8571     1.9000  +2.31 %  2.56 %

            multiplicative: overround 3.17 %, hold 3.08 %
            """);
  }

  @Test
  void americanOddsMayBeNegativeArguments() {
    assertThat(
            run(
                "price",
                "--odds-format",
                "american",
                "-110",
                "-110",
                "--offers",
                "-105,+105",
                "--json"))
        .isZero();

    // Fair 0.5 each; 0.5 * 2.05 - 1 = 0.025, short of it by rounding.
    assertThat(out.toString())
        .contains("\"probabilities\":[0.5,0.5]")
        .contains("0.02499999999999991]");
  }

  @Test
  void argumentsThatAreNoOddsAreWrongUsage() {
    assertThat(run("price", "0.9", "2")).isEqualTo(2);
    assertThat(err.toString()).startsWith("odds[0] is 0.9: decimal odds must be above 1");
    assertThat(run("price", "2", "two")).isEqualTo(2);
    assertThat(err.toString()).contains("'two' is not a number");
    assertThat(run("price", "2", "2", "--mehtod", "shin")).isEqualTo(2);
    assertThat(err.toString()).contains("'--mehtod' is neither an option nor a number");
    assertThat(run("price", "2", "2", "--method", "shinn")).isEqualTo(2);
    assertThat(err.toString())
        .contains("method is \"shinn\": did you mean shin? Accepted are multiplicative");
    assertThat(run("price", "2", "2", "--fee", "0.02")).isEqualTo(2);
    assertThat(run("price", "--fee", "0.02")).isEqualTo(2);
  }

  private int run(String... args) {
    CommandLine commandLine = CommandLineRunner.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(args);
  }
}
