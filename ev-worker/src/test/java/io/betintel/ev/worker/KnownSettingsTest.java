package io.betintel.ev.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.MarginMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSettingsTest {
  @Test
  void everyMethodAndCombinationMayBeSet() {
    for (String method : MarginMethod.LABELS) {
      assertThat(KnownSettings.json().complaint("{\"method\": \"" + method + "\"}")).isEmpty();
    }
    for (String way : Consensus.LABELS) {
      assertThat(KnownSettings.json().complaint("{\"consensus\": \"" + way + "\"}")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"additive", "goto", "worst_case"})
  void whatCanFailItselfIsNoFallback(String method) {
    assertThat(KnownSettings.json().complaint("{\"fallback\": \"" + method + "\"}"))
        .hasValueSatisfying(
            complaint ->
                assertThat(complaint)
                    .endsWith(
                        "accepted is one of multiplicative, odds_ratio, power, probit, shin"));
  }
}
