package io.betintel.ev.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that others publish, each with its source; as exact as they print them. */
class PublishedExamplesTest {
  /** How far a printed seventh digit is from the number behind it. */
  private static final double PRINTED = 5.1e-8;

  /**
   * The R package implied, README (github.com/opisthokonta/implied): three football matches. Its
   * "wpo", Buchdahl's margin weights proportional to the odds, is the additive method.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multiplicative | 4.20 3.70 1.95 | 0.2331556 0.2646631 0.5021813
          multiplicative | 2.45 3.70 2.90 | 0.3988848 0.2641264 0.3369888
          multiplicative | 2.05 3.20 3.80 | 0.4586948 0.2938514 0.2474538
          additive       | 4.20 3.70 1.95 | 0.2310332 0.2632083 0.5057585
          additive       | 2.45 3.70 2.90 | 0.4004096 0.2625166 0.3370739
          additive       | 2.05 3.20 3.80 | 0.4666506 0.2913457 0.2420036
          """)
  void footballMatchesOfThePackageImplied(String method, String odds, String probabilities) {
    assertProbabilities(method, odds, probabilities, PRINTED);
  }

  /** The same, where it solves with R's uniroot, which stops at 1.2e-4 of the parameter. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          shin           | 4.20 3.70 1.95 | 0.2315716 0.2635742 0.5048542
          shin           | 2.45 3.70 2.90 | 0.4000221 0.2629271 0.3370508
          shin           | 2.05 3.20 3.80 | 0.4645882 0.2919788 0.2434331
          odds_ratio     | 4.20 3.70 1.95 | 0.2320048 0.2636415 0.5043537
          odds_ratio     | 2.45 3.70 2.90 | 0.3996912 0.2633869 0.3369219
          odds_ratio     | 2.05 3.20 3.80 | 0.4634406 0.2919032 0.2446562
          power          | 4.20 3.70 1.95 | 0.2311414 0.2630644 0.5057942
          power          | 2.45 3.70 2.90 | 0.4003156 0.2627189 0.3369655
          power          | 2.05 3.20 3.80 | 0.4667139 0.2908985 0.2423876
          """)
  void solvedMatchesOfThePackageImplied(String method, String odds, String probabilities) {
    assertProbabilities(method, odds, probabilities, 3e-6);
  }

  /** penaltyblog's own tests (test/test_implied.py), which compare to four digits. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multiplicative | 0.3587380 0.4211273 0.2201347
          additive       | 0.3595618 0.4239740 0.2164642
          power          | 0.3591708 0.4237291 0.2171001
          shin           | 0.3593461 0.4232517 0.2174022
          odds_ratio     | 0.3588103 0.4225611 0.2186286
          """)
  void footballMatchOfPenaltyblogsTests(String method, String probabilities) {
    assertProbabilities(method, "2.7 2.3 4.4", probabilities, 5e-5);
  }

  /** penaltyblog's documentation (docs/implied/implied.ipynb), of a newer and preciser release. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          multiplicative | 0.35873803615739097 0.4211272598369373  0.22013470400567173
          shin           | 0.35934391959159157 0.42324384818283234 0.21741223222458853
          """)
  void footballMatchOfPenaltyblogsDocumentation(String method, String probabilities) {
    assertProbabilities(method, "2.7 2.3 4.4", probabilities, 1e-12);
  }

  /** mberk/shin, README: its iteration stops at a change of z of 1e-12; two outcomes are exact. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.6 2.4 4.3 | 0.37299406033208965 0.4047794109200184 0.2222265287474275 | 0.01694251276407055
          1.5 2.74    | 0.6508515815085157  0.3491484184914841                    | 0.03172728540646625
          """)
  void shinOfMberk(String odds, String probabilities, double z) {
    assertProbabilities("shin", odds, probabilities, 1e-12);
    assertThat(fair("shin", odds).parameter().orElseThrow()).isCloseTo(z, within(1e-12));
  }

  /**
   * Fractions worked out by hand at rockthebloodyboat.blogspot.com, "How To Calculate...", 2013.
   */
  @Test
  void multiplicativeByHand() {
    Removal.Fair match = fair("multiplicative", "1.5 2.5 15");
    Removal.Fair race = fair("multiplicative", "3 4 6 8 8 12 24");

    assertThat(match.probabilities()).hasSize(3);
    assertThat(match.probability(0)).isCloseTo(10 / 17.0, within(1e-15));
    assertThat(match.probability(1)).isCloseTo(6 / 17.0, within(1e-15));
    assertThat(match.probability(2)).isCloseTo(1 / 17.0, within(1e-15));
    assertThat(race.probability(0)).isCloseTo(8 / 27.0, within(1e-15));
    assertThat(race.probability(6)).isCloseTo(1 / 27.0, within(1e-15));
  }

  /** goto_conversion, README; the second, of an older release, is an underround. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.2 3.4 5.6 | 0.7753528189788175 0.17479473292721065 0.04985244809397199
          2 3.4 5.6   | 0.5078707717902462 0.30346951747815437 0.1886597107315994
          """)
  void gotoConversion(String odds, String probabilities) {
    assertProbabilities("goto", odds, probabilities, 1e-15);
  }

  /** +150/-180 in mimir.rifterlabs.com/concepts/devigging.html: c = .0561 and .378, .622. */
  @Test
  void probitOfMimir() {
    Removal.Fair fair = (Removal.Fair) new Probit().remove(new double[] {2.5, 1 + 100 / 180.0});

    assertThat(fair.probability(0)).isCloseTo(0.378, within(5e-4));
    assertThat(fair.probability(1)).isCloseTo(0.622, within(5e-4));
    assertThat(fair.parameter().orElseThrow()).isCloseTo(-0.0561, within(5e-4));
  }

  /**
   * Six runners at 1.15 to 100, forum.betangel.com, "Remove overround margin and make fair prices":
   * the fair odds are those of the power method, to four digits.
   */
  @Test
  void sixRunnersOfBetAngelsForum() {
    Removal.Fair fair = fair("power", "1.15 5 10 20 50 100");
    double[] fairOdds = {1.21, 9.12, 23.63, 61.23, 215.54, 558.47};

    for (int i = 0; i < fairOdds.length; i++) {
      assertThat(1 / fair.probability(i)).isCloseTo(fairOdds[i], withinPercentage(0.15));
    }
  }

  private static void assertProbabilities(
      String method, String odds, String probabilities, double precision) {
    double[] expected = numbers(probabilities);
    Removal.Fair fair = fair(method, odds);
    assertThat(fair.probabilities()).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(fair.probability(i)).isCloseTo(expected[i], within(precision));
    }
  }

  private static Removal.Fair fair(String method, String odds) {
    return (Removal.Fair) MarginMethod.of(method).remove(numbers(odds));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" +")).mapToDouble(Double::parseDouble).toArray();
  }
}
