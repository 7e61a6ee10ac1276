package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.odds.Bookmaker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsJsonTest {
  @Test
  void emptyObjectIsTheDefaults() throws InvalidSettingsException {
    assertThat(SettingsJson.parse("{}")).isEqualTo(BetTypeSettings.defaults());
  }

  @Test
  void whatIsGivenReplacesTheDefaultAndTheRestStays() throws InvalidSettingsException {
    BetTypeSettings settings =
        SettingsJson.parse(
            """
            {"method": "power", "weights": {"pinnacle": 2, "circa": 1.5}, "reference_age": "90s",
             "minimum_references": 2, "minimum_hold": -0.01, "maximum_hold": 0.1,
             "minimum_fair_odds": 1.2, "maximum_fair_odds": 11, "middle_cost": 0.03,
             "fallback": "power", "take": 0.05, "kelly_multiplier": 0, "later_key": [1]}
            """);

    assertThat(settings.method()).isEqualTo(Method.POWER);
    assertThat(settings.weights())
        .isEqualTo(Map.of(new Bookmaker("circa"), 1.5, new Bookmaker("pinnacle"), 2.0));
    assertThat(settings.fallback()).isEqualTo(Method.POWER);
    assertThat(settings.limits())
        .isEqualTo(
            new PricingLimits(
                Duration.ofSeconds(90),
                Duration.ofMinutes(20),
                Duration.ofMinutes(3),
                2,
                -0.01,
                0.1,
                1.2,
                11,
                0.2,
                0.03));
    assertThat(settings.take()).isEqualTo(0.05);
    assertThat(settings.kellyMultiplier()).isZero();
  }

  @Test
  void everyMethodAndCombinationMayBeSet() throws InvalidSettingsException {
    for (Method method : Method.values()) {
      assertThat(SettingsJson.parse("{\"method\": \"" + method.label() + "\"}").method())
          .isEqualTo(method);
    }
    for (Combination way : Combination.values()) {
      assertThat(SettingsJson.parse("{\"consensus\": \"" + way.label() + "\"}").consensus())
          .isEqualTo(way);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"additive", "goto", "worst_case"})
  void whatCanFailItselfIsNoFallback(String method) {
    assertThatThrownBy(() -> SettingsJson.parse("{\"fallback\": \"" + method + "\"}"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageEndingWith("accepted is one of multiplicative, odds_ratio, power, probit, shin");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"method\": \"newer\"}; method is \"newer\": accepted is one of additive, goto, multiplicative",
        "{\"method\": 1}; method is 1",
        "{\"fallback\": \"goto\"}; fallback is \"goto\": accepted is one of multiplicative, odds_ratio, power",
        "{\"weights\": {}}; weights is {}",
        "{\"weights\": {\"pinnacle\": 0}}; weights.pinnacle is 0",
        "{\"weights\": {\"No Book\": 1}}; a bookmaker's key",
        "{\"reference_age\": 20}; reference_age is 20: accepted is a number with ms, s, m, h or d",
        "{\"reference_age\": \"0s\"}; reference_age is \"0s\"",
        "{\"minimum_references\": 1.5}; minimum_references is 1.5",
        "{\"minimum_references\": 0}; minimum_references is 0",
        "{\"take\": \"5%\"}; take is \"5%\"",
        "{\"suspect_ev\": -1}; suspect_ev is -1",
        "{\"maximum_hold\": 2}; maximum_hold is 2: accepted is a fraction from -1 to 1",
        "{\"minimum_fair_odds\": 0.5}; minimum_fair_odds is 0.5: accepted is decimal odds",
        "{\"middle_cost\": -0.1}; middle_cost is -0.1: accepted is a fraction from 0 to 1",
        "{\"kelly_multiplier\": 1.1}; kelly_multiplier is 1.1: accepted is a fraction from 0 to 1",
        "{\"stake_cap\": null}; stake_cap is null",
        "[]; settings is []",
        "{; settings is {"
      })
  void invalidValueIsRefusedByKeyAndForm(String text, String message) {
    assertThatThrownBy(() -> SettingsJson.parse(text))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(message);
  }
}
