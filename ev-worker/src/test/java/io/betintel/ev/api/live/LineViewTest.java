package io.betintel.ev.api.live;

import static io.betintel.ev.sink.PricedLines.TOTALS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.api.Json;
import io.betintel.ev.api.Sample;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.sink.PricedLines;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LineViewTest {
  private static final String LINE =
      """
      {"line_id":"e1|totals||5.5|","version":3,\
      "references":[{"bookmaker":"pinnacle","weight":1.0,"overround":0.04,"hold":0.038,\
      "method":"power","age_ms":60000}],\
      "outcomes":[{"name":"Over","fair_price":2.0,"best_price":2.1,"best_ev":0.05,"offers":[\
      {"bookmaker":"betmgm","price":2.1,"age_ms":1000,"references":["pinnacle"],"ev":0.05,\
      "kelly":0.1,"stake":0.025,"value_class":"take","worst_case_ev":0.01,\
      "ev_by_method":{"power":0.05,"shin":0.04},"flags":["suspect"]}]}],\
      "arbitrage":{"profit":0.02,"suspect":true,"legs":[{"outcome":"Over","price":2.1,"stake":0.5}]},\
      "middles":[{"other_line_id":"b","cost":0.03,"legs":[{"outcome":"Under"}]},\
      {"other_line_id":"g","cost":0.03,"hit_probability":0.125,\
      "legs":[{"outcome":"Under","stake":0.5}]}]}""";

  /** MD5 of "g" is 19 of 100, of "b" 70: a middle with line b shows more than the sample. */
  private static final Sample SAMPLE = new Sample(20);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FREE")
  void callerWithAKeySeesTheWholeLine(Role role) {
    assertThat(LineView.of(role, SAMPLE, LINE)).isEqualTo(LINE);
  }

  @Test
  void freeSeesNothingOfHowThePriceCameAboutButEveryWarning() {
    assertThat(LineView.of(Role.FREE, SAMPLE, LINE))
        .isEqualTo(
            """
            {"line_id":"e1|totals||5.5|","version":3,\
            "outcomes":[{"name":"Over","fair_price":2.0,"best_price":2.1,"best_ev":0.05,"offers":[\
            {"bookmaker":"betmgm","price":2.1,"age_ms":1000,"ev":0.05,\
            "kelly":0.1,"stake":0.025,"value_class":"take","flags":["suspect"]}]}],\
            "arbitrage":{"profit":0.02,"suspect":true,"legs":[{"outcome":"Over","price":2.1,"stake":0.5}]},\
            "middles":[{"other_line_id":"g","cost":0.03,"hit_probability":0.125,\
            "legs":[{"outcome":"Under","stake":0.5}]}]}""");
  }

  /** A field that a later build adds is shown to free only after a decision, made here. */
  @Test
  void whatFreeSeesOfARealLineIsDecidedFieldByField() throws Exception {
    String line = LineJson.line(PricedLines.joined(TOTALS, "e1", 5.5, 2.1), 3);
    Set<String> fields = new TreeSet<>();
    names("", Json.MAPPER.readTree(LineView.of(Role.FREE, new Sample(100), line)), fields);

    assertThat(String.join(" ", fields))
        .isEqualTo(
            """
            arbitrage.legs.bet_limit arbitrage.legs.bookmaker arbitrage.legs.left_over \
            arbitrage.legs.net_price arbitrage.legs.outcome \
            arbitrage.legs.point arbitrage.legs.price arbitrage.legs.stake arbitrage.max_stake \
            arbitrage.profit \
            arbitrage.suspect arbitrage.valid_until away_team bet_type commence_time current_until \
            distance event_id home_team line_id market_time middles.above middles.below middles.cost \
            middles.hit_probability middles.legs.bet_limit middles.legs.bookmaker \
            middles.legs.left_over middles.legs.net_price \
            middles.legs.outcome middles.legs.point middles.legs.price middles.legs.stake \
            middles.max_stake \
            middles.other_line_id middles.profit_if_hit \
            middles.suspect middles.valid_until outcomes.best_bookmaker outcomes.best_ev \
            outcomes.best_price outcomes.best_valid_until outcomes.fair_american outcomes.fair_price \
            outcomes.fair_probability outcomes.name outcomes.offers outcomes.offers.age_ms \
            outcomes.offers.bet_limit outcomes.offers.bookmaker outcomes.offers.distance \
            outcomes.offers.ev outcomes.offers.ev_lower \
            outcomes.offers.fair_probability outcomes.offers.fee outcomes.offers.flags outcomes.offers.kelly \
            outcomes.offers.link outcomes.offers.net_price outcomes.offers.price \
            outcomes.offers.quoted_at outcomes.offers.source outcomes.offers.stake \
            outcomes.offers.standard_error outcomes.offers.valid_until \
            outcomes.offers.value_class outcomes.point outcomes.top_bookmaker outcomes.top_price \
            point settings_version settlement shape source sport_key \
            standard_error status valid_until version""");
  }

  /** Of what is no object and no array of objects. */
  private static void names(String path, JsonNode json, Set<String> names) {
    json.properties()
        .forEach(
            field -> {
              JsonNode value =
                  field.getValue().isArray() ? field.getValue().path(0) : field.getValue();
              String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              if (value.isObject()) {
                field.getValue().forEach(each -> names(name, each, names));
                if (field.getValue().isObject()) {
                  names(name, field.getValue(), names);
                }
              } else {
                names.add(name);
              }
            });
  }
}
