package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.betintel.ev.bettype.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedactionTest {
  private static final String LINE =
      """
      {"line_id":"a","best_ev":0.05,"best_kelly":0.1,"best_stake":0.02,"best_worst_case_ev":0.01,
       "best_suspect":true,"method":"power",
       "references":[{"bookmaker":"pinnacle","weight":1,"overround":0.04,"hold":0.03,
         "method":"power","age_ms":5}],
       "outcomes":[{"name":"Over","offers":[{"bookmaker":"betmgm","price":2.1,"age_ms":7,"ev":0.05,
         "references":["pinnacle"],"kelly":0.1,"stake":0.02,"value_class":"take",
         "worst_case_ev":0.01,"ev_by_method":{"power":0.05},"flags":["suspect"]}]}],
       "arbitrage":{"profit":0.02,"suspect":false,"legs":[{"outcome":"Over","stake":0.5}]},
       "middles":[{"other_line_id":"g","cost":0.01,"hit_probability":0.2,"legs":[{"outcome":"Over","stake":0.5}]}]}
      """;

  private static final String FOR_FREE =
      """
      {"line_id":"a","best_ev":0.05,"best_kelly":0.1,"best_stake":0.02,"best_suspect":true,
       "outcomes":[{"name":"Over","offers":[{"bookmaker":"betmgm","price":2.1,"age_ms":7,"ev":0.05,
         "kelly":0.1,"stake":0.02,"value_class":"take","flags":["suspect"]}]}],
       "arbitrage":{"profit":0.02,"suspect":false,"legs":[{"outcome":"Over","stake":0.5}]},
       "middles":[{"other_line_id":"g","cost":0.01,"hit_probability":0.2,
         "legs":[{"outcome":"Over","stake":0.5}]}]}
      """;

  /** MD5 of "g" is 19 of 100. */
  private static final Sample SAMPLE = new Sample(20);

  @Test
  void freeSeesNeitherReferencesNorConfidenceButEveryWarning() throws Exception {
    assertThat(Redaction.apply(Role.FREE, SAMPLE, tree(LINE))).isEqualTo(tree(FOR_FREE));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FREE")
  void othersSeeEverything(Role role) throws Exception {
    assertThat(Redaction.apply(role, SAMPLE, tree(LINE))).isEqualTo(tree(LINE));
  }

  /** Its legs would show the other line's prices: 80 % of the lines by 20 %. */
  @Test
  void middleWithALineOutsideTheSampleIsNotShown() throws Exception {
    String one = "{\"line_id\":\"g\",\"middles\":[{\"other_line_id\":\"b\",\"cost\":0.01}]}";

    assertThat(Redaction.apply(Role.FREE, SAMPLE, tree(one)))
        .isEqualTo(tree("{\"line_id\":\"g\"}"));
    assertThat(Redaction.apply(Role.BASIC, SAMPLE, tree(one))).isEqualTo(tree(one));
  }

  @Test
  void arbitrageWithALineOutsideTheSampleIsNotShown() throws Exception {
    String one = "{\"line_id\":\"g\",\"arbitrage\":{\"profit\":0.01,\"other_line_id\":\"%s\"}}";

    assertThat(Redaction.apply(Role.FREE, SAMPLE, tree(one.formatted("b"))))
        .isEqualTo(tree("{\"line_id\":\"g\"}"));
    assertThat(Redaction.apply(Role.FREE, SAMPLE, tree(one.formatted("g"))))
        .isEqualTo(tree(one.formatted("g")));
    assertThat(Redaction.apply(Role.BASIC, SAMPLE, tree(one.formatted("b"))))
        .isEqualTo(tree(one.formatted("b")));
  }

  private static JsonNode tree(String json) throws Exception {
    return Json.MAPPER.readTree(json);
  }
}
