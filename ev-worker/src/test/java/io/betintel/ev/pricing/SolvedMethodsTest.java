package io.betintel.ev.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the solver finds, with and without closed form, overround and underround. */
class SolvedMethodsTest {
  private static final double PRECISION = 1e-12;

  /** Line, parameter and probabilities: 200 bisections of the formulas with 60 digits (mpmath). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          power      | 2.6 2.4 4.3 | 1.0321369539769224   | 0.37298440406870948 0.40510716745679758 0.22190842847449294
          odds_ratio | 2.6 2.4 4.3 | 1.0531737886641696   | 0.37242865084759876 0.40413130433459657 0.22344004481780467
          shin       | 2.6 2.4 4.3 | 0.016942512763600936 | 0.37299406033223609 0.40477941092015757 0.22222652874760634
          probit     | 2.6 2.4 4.3 | -0.03159280658023032 | 0.3726003601584048 0.40438186780264595 0.22301777203894925
          power      | 1.01 1000 34 | 1.249945558661409    | 0.98763965259428783 0.00017789482887953358 0.01218245257683264
          odds_ratio | 1.01 1000 34 | 1.7702712891620683   | 0.98260522187140331 0.00056513106796744697 0.016829647060629246
          shin       | 1.01 1000 34 | 0.022572038303329481 | 0.97987159256928784 4.3330879744475747e-5 0.020085076550967686
          probit     | 1.01 1000 34 | -0.2255862864224408  | 0.98233225186141884 0.00045687561076004632 0.017210872527821115
          power      | 1.01 1000 | 0.71622073313699961    | 0.99289870097387041 0.0071012990261295873
          odds_ratio | 1.01 1000 | 0.31638599858416633    | 0.9968461184537825 0.0031538815462175013
          shin       | 1.01 1000 | -0.0052942339450401868 | 0.99454950495049505 0.0054504950495049505
          probit     | 1.01 1000 | 0.3800766916899514     | 0.99663741763127101 0.003362582368728992
          power      | 1.5 2.75 | 1.0483548500033962    | 0.65372316477400148 0.34627683522599852
          odds_ratio | 1.5 2.75 | 1.0690449676496975    | 0.65166852264521172 0.34833147735478828
          shin       | 1.5 2.75 | 0.030393148159162553  | 0.65151515151515152 0.34848484848484848
          probit     | 1.5 2.75 | -0.040985801889206386 | 0.65163614615378778 0.34836385384621222
          power      | 2.2 2.2 201 | 0.8904494799403558    | 0.49555276301506884 0.49555276301506884 0.008894473969862322
          odds_ratio | 2.2 2.2 201 | 0.84321612973565758   | 0.4970526379865246 0.4970526379865246 0.0058947240269508027
          shin       | 2.2 2.2 201 | -0.032447641797549963 | 0.48387931756296288 0.48387931756296288 0.032241364874074235
          probit     | 2.2 2.2 201 | 0.10576058129152897   | 0.49663906552966764 0.49663906552966764 0.0067218689406647204
          power      | 3.1 3.4 5.5 12 51 201 1000 | 0.93542054969941727   | 0.34703252027247551 0.31830517487990849 0.20297826035128165 0.097838928003009264 0.025275733475733655 0.0070071768398068963 0.0015622061777845347
          odds_ratio | 3.1 3.4 5.5 12 51 201 1000 | 0.87599890710722252   | 0.3521625610083923 0.32233137102137236 0.20234742920845764 0.094020414657442014 0.022321455797944 0.0056753759393613775 0.0011413923670303002
          shin       | 3.1 3.4 5.5 12 51 201 1000 | -0.012663197621506583 | 0.34282095887261697 0.31313447946835125 0.19602497946806152 0.093408848020353693 0.027641244998808787 0.014378215608645876 0.012591273563161913
          probit     | 3.1 3.4 5.5 12 51 201 1000 | 0.075757614995957908  | 0.35021616777666589 0.32073750874423566 0.20250690074952853 0.095566199343808505 0.02350784222403639 0.0061782577232524272 0.0012871234384726014
          """)
  void parametersAndProbabilitiesAreThoseOfSixtyDigits(
      String method, String odds, double parameter, String probabilities) {
    Removal.Fair fair = (Removal.Fair) MarginMethod.of(method).remove(numbers(odds));
    double[] expected = numbers(probabilities);

    assertThat(fair.parameter().orElseThrow()).isCloseTo(parameter, within(PRECISION));
    for (int i = 0; i < expected.length; i++) {
      assertThat(fair.probability(i)).isCloseTo(expected[i], within(expected[i] * PRECISION));
    }
  }

  /** Far outside the domain: the nearest double above 1, and prices that no bookmaker offers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.0000000000000002 1.0000000000000002
          1.0000000000000002 100000
          1.0000000000000002 1.5 100000
          100000 100000
          100000 100000 100000 50000
          1.00001 1.00001 1.00001
          1.0000000000000002 1.0000000000000002 2
          1e9 1e12 1e15
          """)
  void absurdOddsEndInProbabilitiesOrAreSaidNotTo(String odds) {
    double[] numbers = numbers(odds);
    for (MarginMethod method : MarginMethod.ALL) {
      if (method.remove(numbers) instanceof Removal.NotPositive notPositive) {
        assertThat(notPositive.probability()).isNotPositive();
      } // and Fair checks itself
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" +")).mapToDouble(Double::parseDouble).toArray();
  }
}
