package io.betintel.ev.cli.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.cli.CommandLineRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code price} with fees, prices to lay and promotions, and {@code parlay}. */
final class PromoCommandTest {
  private static final double EXACT = 1e-9;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void offerIsValuedAfterItsExchangesFee() throws Exception {
    // Even odds: p is .5. At 2.1 Kalshi's net price is 2.0257235 (ExchangeOffersTest).
    JsonNode answer = json("price", "1.95", "1.95", "--offers", "2.1,1.8", "--fee", "0.07*p*(1-p)");

    assertThat(answer.at("/ev/0").doubleValue()).isCloseTo(0.012861736334, within(EXACT));
  }

  @Test
  void offersToLayAreWorthPerUnitOfLiability() throws Exception {
    // p = .5, laid at 1.9 with 2 %: .98 / .9 for each unit of liability, so .5 x (1 + 1.0888889) -
    // 1
    // = .0444444; Kelly .0444444 / 1.0888889 = .0408163. At 2.1 it is .5 x 1.8909091 - 1.
    JsonNode answer =
        json("price", "1.95", "1.95", "--lay", "--offers", "1.9,2.1", "--fee", "0.02");

    assertThat(answer.at("/ev/0").doubleValue()).isCloseTo(0.044444444444, within(EXACT));
    assertThat(answer.at("/kelly/0").doubleValue()).isCloseTo(0.040816326531, within(EXACT));
    assertThat(answer.at("/liability/0").doubleValue()).isCloseTo(0.9, within(EXACT));
    assertThat(answer.at("/ev/1").doubleValue()).isCloseTo(-0.054545454545, within(EXACT));
  }

  @Test
  void promotionHasItsValueAndItsHedge() throws Exception {
    // p = 1.9/3.9 = .4871795 at 2.5 boosted to 2.95: 25 x (.4371795) = 10.9294872. Against 1.6:
    // 46.09375, and 2.65625 for certain.
    JsonNode answer =
        json(
            "price",
            "2.0",
            "1.9",
            "--offers",
            "2.5,1.8",
            "--promo",
            "boost:0.3:max=25",
            "--hedges",
            "2.6,1.6");

    assertThat(answer.at("/promotion/ev/0").doubleValue())
        .isCloseTo(10.929487179487, within(EXACT));
    assertThat(answer.at("/promotion/hedge_odds/0").doubleValue()).isCloseTo(1.6, within(EXACT));
    assertThat(answer.at("/promotion/hedge_stake/0").doubleValue())
        .isCloseTo(46.09375, within(EXACT));
    assertThat(answer.at("/promotion/certain/0").doubleValue()).isCloseTo(2.65625, within(EXACT));
  }

  @Test
  void bonusBetIsHedgedByALay() throws Exception {
    // PromotionTest: 10 at 5.0 against a lay at 5.2 with 5 % leaves 7.3786408.
    JsonNode answer =
        json(
            "price",
            "5",
            "1.2",
            "--offers",
            "5,1.2",
            "--promo",
            "bonus:max=10",
            "--hedge-lays",
            "5.2,1.3",
            "--hedge-fee",
            "0.05");

    assertThat(answer.at("/promotion/certain/0").doubleValue())
        .isCloseTo(7.378640776699, within(EXACT));
  }

  @Test
  void promotionIsATableForPeople() {
    assertThat(run("price", "2", "2", "--offers", "3,1.5", "--promo", "bonus:max=25")).isZero();

    // .5 x 50; against 2.0: 25 and 25 either way. 1.5: .5 x 12.5, 6.25 and 6.25.
    assertThat(out.toString())
        .contains("bonus:max=25:")
        .contains("3.0000  +25.00  +100.00 %  2.0000      25.00        +25.00   +100.00 %")
        .contains("1.5000  +6.25   +25.00 %   2.0000      6.25         +6.25    +25.00 %");
  }

  @Test
  void promotionIsRefusedByItsReason() {
    assertThat(run("price", "2", "2", "--promo", "bonus")).isEqualTo(2);
    assertThat(err.toString()).contains("a promotion is on offers to back");
    assertThat(run("price", "2", "2", "--offers", "2,2", "--promo", "gift")).isEqualTo(2);
    assertThat(err.toString()).contains("promo is \"gift\": accepted are boost:RATE");
    assertThat(run("price", "2", "2", "--offers", "2,2", "--promo", "bonus", "--hedges", "2"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("hedges is [2.0]: one for each of the 2 outcomes");
    assertThat(run("price", "2", "2", "--offers", "2,2", "--hedges", "2,2")).isEqualTo(2);
    assertThat(run("price", "2", "2", "--lay")).isEqualTo(2);
  }

  @Test
  void parlayOfDifferentEventsIsExact() throws Exception {
    // .5 x .5 at 4.2: .05.
    JsonNode answer = json("parlay", "a:1.91/1.91", "b:-110/-110", "--offer", "4.2");

    assertThat(answer.path("exact").booleanValue()).isTrue();
    assertThat(answer.path("lower").doubleValue()).isCloseTo(0.25, within(EXACT));
    assertThat(answer.path("ev").doubleValue()).isCloseTo(0.05, within(EXACT));
    assertThat(answer.path("class").textValue()).isEqualTo("take");
  }

  @Test
  void parlayOfOneEventHasBoundsAndIsNoTake() {
    // .7 + .6 - 1 = .3 and .6: at 4, +20 % and +140 %.
    assertThat(run("parlay", "a:p=0.7", "a:p=0.6", "--offer", "4")).isZero();

    assertThat(out.toString())
        .isEqualToIgnoringNewLines(
            """
            probability: 30.0000 % to 60.0000 %
            fair odds: 1.6667 to 3.3333
            EV: +20.00 % to +140.00 %
            Kelly: 6.67 %, stake 1.67 %
            class: marginal
            """);
  }

  @Test
  void parlayNamesTheLegThatItCannotRead() {
    assertThat(run("parlay", "a:1.9/1.9")).isEqualTo(2);
    assertThat(err.toString()).contains("at least two bets are needed");
    assertThat(run("parlay", "a:1.9/1.9", "b:1.9")).isEqualTo(2);
    assertThat(err.toString()).contains("leg is \"b:1.9\": EVENT:ODDS/ODDS");
    assertThat(run("parlay", "a:1.9/1.9", "b:p=1.2")).isEqualTo(2);
    assertThat(err.toString()).contains("probability is 1.2");
  }

  private JsonNode json(String... args) throws Exception {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    assertThat(run(all)).as(err.toString()).isZero();
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(String... args) {
    CommandLine commandLine = CommandLineRunner.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(args);
  }
}
