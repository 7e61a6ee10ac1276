package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.SettingsText;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.ops.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BetTypeChangeTest {

  @Test
  void everyKeyIsTakenAndLeavesTheOthers() throws Exception {
    BetTypeChange change =
        parse(
            "title=Player assists",
            "shape=spread",
            "min_role=premium",
            "method=power",
            "fallback=power",
            "consensus=devig_then_average",
            "weights=pinnacle:0.5,draftkings:0.5",
            "reference_age=10m",
            "offer_age=90s",
            "offer_age_in_play=1500ms",
            "minimum_references=2",
            "minimum_hold=-0.01",
            "maximum_hold=0.1",
            "minimum_fair_odds=1.2",
            "maximum_fair_odds=11",
            "middle_cost=0.03",
            "take=0.05",
            "suspect_ev=0.3",
            "kelly_multiplier=0.5",
            "stake_cap=1");
    ObjectNode stored = (ObjectNode) new ObjectMapper().readTree("{\"newer_build_knows\": 1}");

    assertThat(change.title()).isEqualTo("Player assists");
    assertThat(change.shape()).isEqualTo(Shape.SPREAD);
    assertThat(change.minRole()).isEqualTo(Role.PREMIUM);
    assertThat(change.applyTo(stored))
        .hasToString(
            "{\"newer_build_knows\":1,\"method\":\"power\",\"fallback\":\"power\","
                + "\"consensus\":\"devig_then_average\","
                + "\"weights\":{\"pinnacle\":0.5,\"draftkings\":0.5},\"reference_age\":\"10m\","
                + "\"offer_age\":\"90s\",\"offer_age_in_play\":\"1500ms\","
                + "\"minimum_references\":2,\"minimum_hold\":-0.01,\"maximum_hold\":0.1,"
                + "\"minimum_fair_odds\":1.2,\"maximum_fair_odds\":11.0,\"middle_cost\":0.03,"
                + "\"take\":0.05,\"suspect_ev\":0.3,"
                + "\"kelly_multiplier\":0.5,\"stake_cap\":1.0}");
  }

  @Test
  void defaultTakesASettingBack() throws Exception {
    ObjectNode stored =
        (ObjectNode) new ObjectMapper().readTree("{\"take\": 0.1, \"offer_age\":\"1m\"}");

    assertThat(parse("take=default").applyTo(stored)).hasToString("{\"offer_age\":\"1m\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "min_role > \"min_role\" is not KEY=VALUE, such as min_role=premium",
        "=1 > \"=1\" is not KEY=VALUE, such as min_role=premium",
        "wieghts=a:1 > wieghts is not a setting of a bet type: did you mean weights? The settings are",
        "enabled=true > enabled is not a setting of a bet type: did you mean",
        "title= > title is blank: accepted is any other text",
        "shape=over_undr > did you mean over_under?",
        "min_role=premum > min_role is \"premum\": accepted are free, basic, premium, admin; did you mean premium?",
        "method=powr > method is \"powr\": accepted is one of additive, goto, multiplicative, odds_ratio, power, probit, shin; did you mean power?",
        "consensus=x > consensus is \"x\": accepted is one of average_then_devig, devig_then_average; did you mean average_then_devig?",
        "weights=pinnacle > weights is \"pinnacle\": accepted is bookmakers with their weights, such as",
        "weights=pinnacle:0 > weights.pinnacle is 0.0: accepted is a finite number above 0",
        "weights=pinnacle:much > weights.pinnacle is \"much\": accepted is a finite number above 0",
        "'weights=a:1,a:2' > each bookmaker once, but a is given twice",
        "weights=Pinnacle:1 > accepted is a bookmaker's key",
        "offer_age=20 > offer_age is \"20\": accepted is a number with ms, s, m, h or d",
        "minimum_references=0 > minimum_references is 0: accepted is a whole number from 1",
        "minimum_references=1.5 > minimum_references is \"1.5\": accepted is a whole number from 1",
        "take=NaN > take is \"NaN\": accepted is a fraction above 0",
        "take=-0.1 > take is -0.1: accepted is a fraction above 0",
        "kelly_multiplier=1.1 > kelly_multiplier is 1.1: accepted is a fraction from 0 to 1",
        "stake_cap=5% > stake_cap is \"5%\": accepted is a fraction from 0 to 1",
      })
  void whatCannotBeNamesKeyValueAndWhatIsAccepted(String assignment, String message) {
    assertThatThrownBy(() -> parse(assignment))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aKeyTwiceIsRefused() {
    assertThatThrownBy(() -> parse("take=0.1", "take=0.2"))
        .hasMessage("take is given twice: give it once");
  }

  @Test
  void settingsReadAsTheyAreWritten() {
    assertThat(SettingsText.of(BetTypeSettings.defaults()))
        .hasToString(
            "{method=multiplicative, fallback=multiplicative, consensus=devig_then_average,"
                + " weights=draftkings:0.25,fanduel:0.25,pinnacle:0.5, reference_age=20m,"
                + " offer_age=20m, offer_age_in_play=3m, minimum_references=1, minimum_hold=-0.05,"
                + " maximum_hold=0.5, minimum_fair_odds=1.01, maximum_fair_odds=1000,"
                + " suspect_ev=0.2, middle_cost=0.05, take=0.045, kelly_multiplier=0.25,"
                + " stake_cap=0.05, mid_depth=100, ladder=none, ladder_models={}}");
  }

  private static BetTypeChange parse(String... assignments) {
    return BetTypeChange.parse(List.of(assignments));
  }
}
