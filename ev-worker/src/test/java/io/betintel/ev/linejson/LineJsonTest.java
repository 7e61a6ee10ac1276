package io.betintel.ev.linejson;

import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.sink.PricedLines;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LineJsonTest {
  /** Byte for byte: readers of the cache and of the tables depend on it. */
  @Test
  void lineIsWrittenFieldByFieldInThisOrder() {
    assertThat(LineJson.line(PricedLines.joined(TOTALS, "e1", 5.5, 2.1), 3))
        .isEqualTo(
            """
            {"line_id":"e1|totals||5.5|","version":3,"event_id":"e1",\
            "sport_key":"icehockey_nhl","commence_time":"2026-11-01T15:00:00Z",\
            "home_team":"Boston","away_team":"Buffalo","bet_type":"totals","point":5.5,\
            "status":"open","market_time":"2026-11-01T12:00:00Z",\
            "valid_until":"2026-11-01T12:20:00Z","current_until":"2026-11-01T12:10:00Z",\
            "shape":"over_under","settlement":"full",\
            "method":"multiplicative","consensus":"devig_then_average","settings_version":1,\
            "references":[{"bookmaker":"pinnacle","weight":1.0,"overround":0.04,\
            "hold":0.03846153846153855,"method":"multiplicative","age_ms":60000}],\
            "outcomes":[{"name":"Over","point":5.5,"fair_probability":0.5,"fair_price":2.0,\
            "fair_american":100.0,"best_bookmaker":"betmgm","best_price":2.1,\
            "best_ev":0.050000000000000044,"best_valid_until":"2026-11-01T12:20:00Z",\
            "top_bookmaker":"betmgm","top_price":2.1,\
            "offers":[{"bookmaker":"betmgm","price":2.1,"net_price":2.1,\
            "quoted_at":"2026-11-01T12:00:00Z","age_ms":0,"valid_until":"2026-11-01T12:20:00Z",\
            "fair_probability":0.5,"references":["pinnacle"],"ev":0.050000000000000044,\
            "kelly":0.1,"stake":0.025,"value_class":"take","worst_case_ev":0.050000000000000044,\
            "ev_by_method":{"multiplicative":0.050000000000000044,\
            "additive":0.050000000000000044,"power":0.050000000000000044,\
            "odds_ratio":0.050000000000000044,"shin":0.050000000000000044,\
            "probit":0.050000000000000044},"source":"interpolated","distance":0.5,\
            "standard_error":0.0625,"ev_lower":0.015625,"flags":[],"link":"https://example.org/bet",\
            "bet_limit":500.0,"fee":"0.02"}]},{"name":"Under","point":5.5,"fair_probability":0.5,\
            "fair_price":2.0,"fair_american":100.0,"offers":[]}],"arbitrage":{"profit":0.02,\
            "suspect":false,"valid_until":"2026-11-01T12:10:00Z","legs":[{"outcome":"Over",\
            "point":5.5,"bookmaker":"betmgm","price":2.1,"net_price":2.1,\
            "stake":0.5,"bet_limit":500.0,"left_over":0.0},{"outcome":"Under","point":5.5,\
            "bookmaker":"betmgm","price":2.2,"net_price":2.2,"stake":0.5,"bet_limit":500.0,\
            "left_over":0.0}],"max_stake":1000.0},"middles":[{"other_line_id":"e1|totals||7.5|",\
            "above":5.5,"below":7.5,"cost":0.03,"profit_if_hit":0.94,"hit_probability":0.125,\
            "suspect":true,"valid_until":"2026-11-01T12:10:00Z","legs":[{"outcome":"Over",\
            "point":5.5,"bookmaker":"betmgm","price":2.1,"net_price":2.1,\
            "stake":0.5,"bet_limit":500.0,"left_over":0.0},{"outcome":"Under","point":7.5,\
            "bookmaker":"betmgm","price":1.9,"net_price":1.9,"stake":0.5,"bet_limit":500.0,\
            "left_over":0.0}],"max_stake":1000.0}],"source":"interpolated","distance":0.5,\
            "standard_error":0.0625}""");
  }

  @Test
  void withdrawnLineHasNoOutcomes() {
    assertThat(LineJson.line(PricedLines.withdrawn(TOTALS, "e1", 5.5), 4))
        .contains("\"version\":4,", "\"status\":\"withdrawn\"")
        .endsWith("\"outcomes\":[]}");
  }

  @Test
  void outcomeHasNoOtherFields() throws Exception {
    JsonNode line =
        new ObjectMapper().readTree(LineJson.line(PricedLines.joined(TOTALS, "e1", 5.5, 2.1), 3));

    Set<String> fields = new TreeSet<>();
    line.path(LineJson.OUTCOMES)
        .forEach(outcome -> outcome.fieldNames().forEachRemaining(fields::add));
    assertThat(fields).isEqualTo(new TreeSet<>(OutcomeJson.FIELDS));
  }
}
