package io.betintel.ev.cli.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.value.Staking;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceStreamTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final StringWriter written = new StringWriter();

  private boolean complete;

  @Test
  void fairProbabilitiesOverroundAndHold() throws Exception {
    JsonNode answer =
        answers("{\"id\":\"a\",\"method\":\"multiplicative\",\"odds\":[2.1,1.8]}").get(0);

    // r = 0.476190.., 0.555555..; S = 1.031746031746..; p = r / S = 1.8/3.9, 2.1/3.9.
    assertThat(answer.path("id").textValue()).isEqualTo("a");
    assertThat(answer.path("probabilities").path(0).doubleValue())
        .isCloseTo(0.46153846153846156, within(1e-15));
    assertThat(answer.path("probabilities").path(1).doubleValue())
        .isCloseTo(0.5384615384615384, within(1e-15));
    assertThat(answer.path("overround").doubleValue())
        .isCloseTo(0.031746031746031744, within(1e-15));
    // hold = 1 - 1/S = 1 - 3.78/3.9.
    assertThat(answer.path("hold").doubleValue()).isCloseTo(0.03076923076923077, within(1e-15));
    assertThat(answer.path("parameter").isNull()).isTrue();
    assertThat(answer.path("method").textValue()).isEqualTo("multiplicative");
    // 3.9/1.8 and 3.9/2.1; 7/6 to one is +116.67, 6/7 to one -116.67.
    assertThat(answer.path("fair_odds").path(0).doubleValue()).isCloseTo(2.16666667, within(1e-8));
    assertThat(answer.path("fair_american").path(0).doubleValue())
        .isCloseTo(116.6666667, within(1e-7));
    assertThat(answer.path("fair_american").path(1).doubleValue())
        .isCloseTo(-116.6666667, within(1e-7));
    assertThat(answer).hasSize(8);
    assertThat(complete).isTrue();
  }

  @Test
  void offersAreValuedAfterTheFee() throws Exception {
    JsonNode answer = answers("{\"odds\":[2,2],\"offers\":[2.2,1.9],\"fee\":0.02}").get(0);

    // Net 1 + 1.2 * 0.98 = 2.176: EV = 0.5 * 2.176 - 1 = 0.088, Kelly = 0.088 / 1.176.
    assertThat(answer.path("ev").path(0).doubleValue()).isCloseTo(0.088, within(1e-12));
    assertThat(answer.path("kelly").path(0).doubleValue())
        .isCloseTo(0.07482993197278912, within(1e-12));
    // Net 1.882: EV = -0.059, so nothing is staked.
    assertThat(answer.path("ev").path(1).doubleValue()).isCloseTo(-0.059, within(1e-12));
    assertThat(answer.path("kelly").path(1).doubleValue()).isZero();
    // A quarter of Kelly; 8.8 % is above the 4.5 % of a take.
    assertThat(answer.path("stake").path(0).doubleValue())
        .isCloseTo(0.01870748299319728, within(1e-12));
    assertThat(answer.path("class")).hasToString("[\"take\",\"none\"]");
    assertThat(answer.path("id").isNull()).isTrue();
  }

  @Test
  void theParameterIsWhatTheMethodFound() throws Exception {
    JsonNode answer = answers("{\"method\":\"shin\",\"odds\":[2.6,2.4,4.3]}").get(0);

    // mberk/shin, README.
    assertThat(answer.path("probabilities").path(2).doubleValue())
        .isCloseTo(0.2222265287474275, within(1e-12));
    assertThat(answer.path("parameter").doubleValue())
        .isCloseTo(0.01694251276407055, within(1e-12));
  }

  @Test
  void aLongShotThatIsLeftNothingIsAnErrorUnlessThereIsAFallback() throws Exception {
    List<JsonNode> answers =
        answers(
            """
            {"id":1,"method":"additive","odds":[1.15,5,10,20,50,100]}
            {"id":2,"method":"additive","fallback":"power","odds":[1.15,5,10,20,50,100]}
            {"id":3,"method":"additive","fallback":"power","odds":[1.9,1.9]}
            {"id":4,"method":"worst_case","odds":[1.15,5,10,20,50,100],"offers":[1.2,6,11,21,51,200]}
            """);

    assertThat(complete).isFalse();
    // 0.01 - (S - 1)/6 with S = 1.2495652.
    assertThat(answers.get(0).path("error").textValue())
        .startsWith("line 1: additive gives odds[5] (100.0) a probability of -0.03159420289")
        .endsWith("name a fallback, such as power, or another method");
    assertThat(answers.get(1).path("method").textValue()).isEqualTo("power");
    assertThat(answers.get(1).path("fallback_for").textValue()).isEqualTo("additive");
    assertThat(answers.get(2).path("method").textValue()).isEqualTo("additive");
    assertThat(answers.get(2).has("fallback_for")).isFalse();
    // Nothing is left of the last: no odds, and all of the stake is lost.
    assertThat(answers.get(3).path("fair_odds").path(5).isNull()).isTrue();
    assertThat(answers.get(3).path("ev").path(5).doubleValue()).isEqualTo(-1);
  }

  @Test
  void allMethodsSideBySide() throws Exception {
    JsonNode answer =
        answers("{\"id\":1,\"methods\":\"all\",\"odds\":[1.15,5,10,20,50,100]}").get(0);

    assertThat(complete).isTrue();
    assertThat(answer.path("methods").findValuesAsText("method"))
        .containsExactly(
            "multiplicative",
            "additive",
            "power",
            "odds_ratio",
            "shin",
            "probit",
            "goto",
            "worst_case");
    assertThat(answer.path("methods").path(1).path("error").textValue())
        .startsWith("additive gives odds[5]");
    assertThat(answer.path("methods").path(2).path("parameter").doubleValue())
        .isCloseTo(1.373615655872404, within(1e-12));
  }

  @Test
  void stakesFollowTheQuestion() throws Exception {
    JsonNode answer =
        answers(
                "{\"odds\":[2,2],\"offers\":[2.2,4],\"kelly_multiplier\":1,\"stake_cap\":0.1,"
                    + "\"take\":0.2}")
            .get(0);

    // EV 0.1 and 1: Kelly 0.1/1.2, and 1/3, which is capped.
    assertThat(answer.path("stake").path(0).doubleValue())
        .isCloseTo(0.08333333333333333, within(1e-12));
    assertThat(answer.path("stake").path(1).doubleValue()).isEqualTo(0.1);
    assertThat(answer.path("class")).hasToString("[\"marginal\",\"take\"]");
  }

  @Test
  void americanOdds() throws Exception {
    JsonNode answer =
        answers(OddsFormat.AMERICAN, "{\"odds\":[-150,120],\"offers\":[100,150]}").get(0);

    // Decimal 1.6666.. and 2.2: r = 0.6, 0.454545; p = 0.568966, 0.431034 (a published example).
    assertThat(answer.path("probabilities").path(0).doubleValue())
        .isCloseTo(0.5689655172413793, within(1e-15));
    // 0.431034 at 2.5.
    assertThat(answer.path("ev").path(1).doubleValue())
        .isCloseTo(0.0775862068965517, within(1e-13));
  }

  @Test
  void everyLineIsAnsweredInOrderAndOneFailureIsNotForgotten() throws Exception {
    List<JsonNode> answers =
        answers(
            """
            {"id":1,"odds":[2.0,2.0]}

            {"id":2,"odds":[0.9,2.0]}
            not json
            {"id":{"a":[3]},"odds":[1.5,3.0]}
            """);

    assertThat(complete).isFalse();
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0).path("probabilities")).hasToString("[0.5,0.5]");
    assertThat(answers.get(1))
        .hasToString(
            "{\"id\":2,\"error\":\"line 3: odds[0] is 0.9: decimal odds must be above 1 and finite\"}");
    assertThat(answers.get(2).path("id").isNull()).isTrue();
    assertThat(answers.get(2).path("error").textValue()).startsWith("line 4 is not JSON at column");
    assertThat(answers.get(3).path("id")).hasToString("{\"a\":[3]}");
    assertThat(answers.get(3).has("error")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"odds":[1.0,2.0]}              | line 1: odds[0] is 1.0: decimal odds must be above 1 and finite
          {"odds":[2.0,NaN]}              | line 1: odds[1] is NaN: decimal odds must be above 1 and finite
          {"odds":[2.0,1e999]}            | line 1: odds[1] is Infinity: decimal odds must be above 1 and finite
          {"odds":[2.0]}                  | line 1: odds is [2.0]: the odds of all outcomes of the line are needed, at least two
          {"odds":[]}                     | line 1: odds is []: the odds of all outcomes of the line are needed, at least two
          {"odds":2.0}                    | line 1: odds is 2.0: an array of odds is needed
          {"id":1}                        | line 1: odds is null: an array of odds is needed
          {"odds":[2.0,"2.0"]}            | line 1: odds[1] is "2.0": a number is needed
          {"odds":[2.0,null]}             | line 1: odds[1] is null: a number is needed
          {"odds":[2,2],"method":"shinn"} | line 1: method is "shinn": did you mean shin? Accepted are multiplicative, additive, power, odds_ratio, shin, probit, goto, worst_case
          {"odds":[2,2],"method":3}       | line 1: method is 3: the name of a method is needed
          {"odds":[2,2],"offers":[2]}     | line 1: offers is [2.0]: one for each of the 2 outcomes is needed
          {"odds":[2,2],"offers":[2,1]}   | line 1: offers[1] is 1.0: decimal odds must be above 1 and finite
          {"odds":[2,2],"offers":[2,2],"fee":1} | line 1: fee is 1.0: a fraction of the profit from 0 to below 1 is needed, such as 0.02
          {"odds":[2,2],"fee":0.02}       | line 1: fee is 0.02: a fee is on offers: add them
          {"odds":[2,2],"methods":"some"} | line 1: methods is "some": "all" is accepted; a single method is named by method
          {"odds":[2,2],"method":"shin","methods":"all"} | line 1: methods is "all": method is present too: one of them is accepted
          {"odds":[2,2],"fallback":"goto"} | line 1: fallback is "goto": it can give an outcome no probability; accepted are multiplicative, power, odds_ratio, shin, probit
          {"odds":[2,2],"fallback":"worst_case"} | line 1: fallback is "worst_case": a gate, not a price: it does not add up to 1
          {"odds":[2,2],"stake_cap":2}    | line 1: stake_cap is 2.0: a fraction from 0 to 1 is needed
          {"odds":[2,2],"take":0}         | line 1: take is 0.0: a fraction above 0 is needed, such as 0.045
          {"odds":[2.1                    | line 1 is not JSON at column 13: Unexpected end-of-input: expected close marker for Array
          [2.1,1.8]                       | line 1 is not a JSON object such as {"id":1,"odds":[2.1,1.8]}
          """,
      quoteCharacter = '`')
  void whatIsWrongIsNamedWithItsValueAndWhatIsAccepted(String line, String error) throws Exception {
    assertThat(answers(line).get(0).path("error").textValue()).isEqualTo(error);
    assertThat(complete).isFalse();
  }

  @Test
  void americanOddsBetweenMinusAndPlusHundredAreNamedByTheirPlace() throws Exception {
    assertThat(
            answers(OddsFormat.AMERICAN, "{\"odds\":[-110,50]}").get(0).path("error").textValue())
        .isEqualTo("line 1: odds[1] is 50.0: American odds must be at least +100 or at most -100");
  }

  @Test
  void severalValuesOnALineAndRepeatedFieldsAreRefused() throws Exception {
    assertThat(answers("{\"odds\":[2,2]} {\"odds\":[2,2]}").get(0).has("error")).isTrue();
    assertThat(answers("{\"odds\":[2,2],\"odds\":[3,3]}").get(0).has("error")).isTrue();
  }

  @Test
  void numbersReadBackAsTheSameDoubles() throws Exception {
    JsonNode answer = answers("{\"odds\":[1.1,7.3,41.7]}").get(0);

    double sum = 1 / 1.1 + 1 / 7.3 + 1 / 41.7;
    assertThat(answer.path("overround").doubleValue()).isEqualTo(sum - 1);
    assertThat(answer.path("probabilities").path(2).doubleValue()).isEqualTo(1 / 41.7 / sum);
  }

  @Test
  void textOfAnyLanguageSurvivesAnyEncoding() throws Exception {
    assertThat(answers("\uFEFF{\"id\":\"Müller\",\"odds\":[2,2]}").get(0).path("id").textValue())
        .isEqualTo("Müller");
    assertThat(written.toString()).isASCII();
  }

  @Test
  void eachAnswerIsOutBeforeTheNextQuestionIsRead() throws Exception {
    PipedReader asked = new PipedReader();
    try (PipedWriter answers = new PipedWriter();
        BufferedReader answered = new BufferedReader(new PipedReader(answers));
        PipedWriter questions = new PipedWriter(asked)) {
      Thread stream =
          new Thread(
              () -> {
                try {
                  stream(OddsFormat.DECIMAL, new PrintWriter(answers))
                      .answerAll(new BufferedReader(asked));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      stream.setDaemon(true);
      stream.start();
      for (int id = 1; id <= 3; id++) {
        questions.write("{\"id\":" + id + ",\"odds\":[2,2]}\n");
        questions.flush();
        assertThat(answered.readLine()).startsWith("{\"id\":" + id + ",");
      }
    }
  }

  @Test
  void stopsWhenTheReaderOfTheAnswersIsGone() throws Exception {
    PrintWriter broken =
        new PrintWriter(
            new Writer() {
              @Override
              public void write(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
    BufferedReader in =
        new BufferedReader(new StringReader("{\"odds\":[2,2]}\n{\"odds\":[2,2]}\n"));

    assertThat(stream(OddsFormat.DECIMAL, broken).answerAll(in)).isFalse();
    assertThat(in.readLine()).isEqualTo("{\"odds\":[2,2]}");
  }

  private List<JsonNode> answers(String lines) throws IOException {
    return answers(OddsFormat.DECIMAL, lines);
  }

  private List<JsonNode> answers(OddsFormat format, String lines) throws IOException {
    written.getBuffer().setLength(0);
    complete =
        stream(format, new PrintWriter(written))
            .answerAll(new BufferedReader(new StringReader(lines)));
    return MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(written.toString()).readAll();
  }

  private static PriceStream stream(OddsFormat format, PrintWriter out) {
    return new PriceStream(
        new PriceJson(PriceMethods.of("multiplicative"), Staking.DEFAULT, format), out);
  }
}
