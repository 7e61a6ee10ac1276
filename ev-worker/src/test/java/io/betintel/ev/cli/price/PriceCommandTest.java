package io.betintel.ev.cli.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.cli.CommandLineRunner;
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
            ODDS    PROBABILITY  FAIR ODDS  AMERICAN  OFFER   EV       KELLY   STAKE   CLASS
            2.1000  46.15 %      2.1667     +117      2.2000  +1.54 %  1.28 %  0.32 %  marginal
            1.8000  53.85 %      1.8571     -117      1.9000  +2.31 %  2.56 %  0.64 %  marginal

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
        .contains("0.02499999999999991],");
  }

  @Test
  void oddsWithASignAreAmerican() {
    // +150 is 2.5 and -170 is 1 + 100/170 = 1.588: 0.4 and 0.6296, of 1.0296.
    assertThat(run("price", "+150", "-170")).isZero();
    assertThat(out.toString()).contains("38.85 %", "61.15 %");
  }

  @Test
  void everyMethodSideBySide() {
    // Checked against the formulas with 60 digits (mpmath).
    assertThat(run("price", "1.2", "5.5", "41", "--offers", "1.25,6,45", "--all-methods")).isZero();

    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            """
            ODDS       MULTIPLICATIVE  ADDITIVE  POWER     ODDS_RATIO  SHIN      PROBIT     GOTO      WORST_CASE
            1.2000     80.16 %         82.02 %   82.19 %   81.49 %     81.53 %   81.53 %    82.63 %   80.16 %
            5.5000     17.49 %         16.86 %   15.97 %   16.36 %     16.93 %   16.40 %    16.63 %   15.97 %
            41.0000    2.35 %          1.12 %    1.84 %    2.15 %      1.54 %    2.07 %     0.74 %    1.12 %
            parameter  -               0.013181  1.075964  1.136032    0.022198  -0.069693  0.017188  -

            EV of the offers:
            OFFER    MULTIPLICATIVE  ADDITIVE  POWER     ODDS_RATIO  SHIN      PROBIT   GOTO      WORST_CASE
            1.2500   +0.20 %         +2.52 %   +2.73 %   +1.86 %     +1.91 %   +1.92 %  +3.29 %   +0.20 %
            6.0000   +4.94 %         +1.18 %   -4.16 %   -1.83 %     +1.61 %   -1.60 %  -0.24 %   -4.16 %
            45.0000  +5.58 %         -49.56 %  -17.22 %  -3.10 %     -30.83 %  -7.01 %  -66.64 %  -49.56 %

            overround 3.95 %, hold 3.80 %
            """);
  }

  @Test
  void aLongShotThatIsLeftNothingFailsAndSaysWhich() {
    assertThat(run("price", "1.15", "5", "10", "100", "--method", "goto")).isEqualTo(1);
    assertThat(err.toString()).startsWith("goto gives odds[3] (100.0) a probability of -0.0");
    assertThat(run("price", "1.15", "5", "10", "100", "--method", "goto", "--fallback", "power"))
        .isZero();
    assertThat(out.toString())
        .contains("power, because goto gives an outcome no probability: overround");
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
    assertThat(run("price", "2", "2", "--method", "shin", "--all-methods")).isEqualTo(2);
    assertThat(run("price", "2", "2", "--fallback", "goto")).isEqualTo(2);
    assertThat(run("price", "2", "2", "--stake-cap", "2")).isEqualTo(2);
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
