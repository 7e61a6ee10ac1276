package io.betintel.ev.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BetsCsvTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://x\")",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "\uff1d1+1" // the full-width =, which some spreadsheets read as one
      })
  void nameThatASpreadsheetWouldRunBeginsWithAnApostrophe(String name) {
    assertThat(BetsCsv.text(name)).isEqualTo("'" + name);
  }

  @ParameterizedTest
  @CsvSource({"-1.5", "+7", "Arsenal", "Under", "Saint-Étienne", "1=1", "2-1"})
  void numbersAndOtherNamesStayAsTheyAre(String name) {
    assertThat(BetsCsv.text(name)).isEqualTo(name);
  }
}
