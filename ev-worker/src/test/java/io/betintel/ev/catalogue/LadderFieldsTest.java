package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.LadderText;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderFieldsTest {
  private static final String ALL =
      """
      {"basketball_nba": {"form": "normal", "scale": 12.5, "key_numbers": {"3": 2.5},\
       "distance_limit": 0.8, "errors": {"0": 0.02, "0.5": 0.07}, "tail": 2.4, "uneven": 0.3,\
       "smoothing": 0.5, "leaning": 1}}""";

  @Test
  void aModelReadsAsItIsWritten() {
    LadderModel model = models(ALL).get("basketball_nba");

    assertThat(model)
        .isEqualTo(
            new LadderModel(
                LadderForm.NORMAL,
                12.5,
                0,
                new TreeMap<>(Map.of(3, 2.5)),
                0.8,
                new TreeMap<>(Map.of(0.0, 0.02, 0.5, 0.07)),
                2.4,
                0.3,
                0.5,
                1));
    assertThat(LadderText.json(new TreeMap<>(Map.of("basketball_nba", model)))).isEqualTo(ALL);
  }

  /** 0.02 at 0 and 0.07 at 0.5: a fifth of the way is 0.03; beyond 0.5 it stays. */
  @Test
  void errorsAreInterpolatedByDistance() {
    LadderModel model = models(ALL).get("basketball_nba");

    assertThat(model.error(0)).isEqualTo(0.02);
    assertThat(model.error(0.1)).isEqualTo(0.03, within(1e-12));
    assertThat(model.error(0.7)).isEqualTo(0.07);
  }

  /** 0.02 + 0.3 x 0.1, and 0.03 + 0.3 x 0.15. */
  @Test
  void anUnevenEstimateIsMoreInDoubt() {
    LadderModel model = models(ALL).get("basketball_nba");

    assertThat(model.error(0, 0)).isEqualTo(0.02);
    assertThat(model.error(0, 0.1)).isEqualTo(0.05, within(1e-12));
    assertThat(model.error(0.1, 0.15)).isEqualTo(0.075, within(1e-12));
  }

  @Test
  void aSportWithoutAModelTakesThatOfItsBeginning() {
    LadderModel model = models(ALL).get("basketball_nba");
    LadderSettings settings =
        new LadderSettings("totals", new TreeMap<>(Map.of("basketball", model)));

    assertThat(settings.model("basketball_nba_preseason")).contains(model);
    assertThat(settings.model("basketball")).contains(model);
    assertThat(settings.model("basketballs")).isEmpty();
    assertThat(settings.model("icehockey_nhl")).isEmpty();
    assertThat(new LadderSettings(null, settings.models()).model("basketball_nba")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "totals, totals",
    "alternate_totals, totals",
    "player_points_alternate, player_points",
    "spreads, spreads",
    "alternate_spreads, spreads"
  })
  void alternatesShareTheirMarketsLadder(String betType, String family) throws Exception {
    LadderSettings shipped = SettingsJson.parse("{}", new BetType(betType)).ladder();

    assertThat(shipped.family()).isEqualTo(family);
    assertThat(shipped.models()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2h", "btts", "a_market_of_tomorrow"})
  void otherBetTypesHaveNoLadder(String betType) throws Exception {
    assertThat(SettingsJson.parse("{}", new BetType(betType)).ladder())
        .isEqualTo(LadderSettings.NONE);
  }

  /** As after a rename: the name is another one, the results are distributed as they were. */
  @Test
  void modelsAreThoseOfTheFamilyThatIsSet() throws Exception {
    LadderSettings assists = SettingsJson.parse("{}", new BetType("player_assists")).ladder();
    assertThat(assists.models()).containsKey("basketball");

    String set = "{\"ladder\": \"player_assists\"}";
    assertThat(SettingsJson.parse(set, new BetType("player_dimes")).ladder()).isEqualTo(assists);
    assertThat(SettingsJson.parse(set, new BetType("player_points")).ladder()).isEqualTo(assists);
  }

  @ParameterizedTest
  @CsvSource({
    "player_assists, player_dimes, player_assists",
    "player_assists, player_points, player_assists",
    "player_assists, player_assists_alternate,",
    "player_dimes, player_assists,",
    "h2h, moneyline,"
  })
  void ladderThatAnotherNameLacksIsNamed(String from, String to, String family) {
    assertThat(ShippedLadders.lostBetween(new BetType(from), new BetType(to)))
        .isEqualTo(Optional.ofNullable(family));
  }

  @Test
  void whatIsSetGoesOverWhatIsShipped() throws Exception {
    BetType totals = new BetType("totals");
    BetTypeSettings shipped = SettingsJson.parse("{}", totals);
    BetTypeSettings set = SettingsJson.parse("{\"ladder_models\": " + ALL + "}", totals);

    assertThat(set.ladder().models()).containsAllEntriesOf(models(ALL));
    assertThat(set.ladder().models().keySet()).containsAll(shipped.ladder().models().keySet());
    assertThat(SettingsJson.parse("{\"ladder\": \"none\"}", totals).ladder().family()).isNull();
    assertThat(SettingsJson.parse("{\"ladder\": \"goals\"}", totals).ladder().family())
        .isEqualTo("goals");
  }

  /** A form of a newer build costs this sport its model, not the bet type its prices. */
  @Test
  void aFormThatOnlyANewerBuildKnowsIsLeftOut() throws Exception {
    BetTypeSettings settings =
        SettingsJson.parse(
            """
            {"ladder_models": {"basketball": {"form": "gamma", "shape": 3},
             "icehockey": {"form": "poisson", "distance_limit": 1, "errors": {"0": 0.1},
             "tail": 2, "new_field": true}}}""",
            new BetType("totals"));

    assertThat(settings.ladder().model("basketball_nba")).isEmpty();
    assertThat(settings.ladder().model("icehockey_nhl").orElseThrow().form())
        .isEqualTo(LadderForm.POISSON);
  }

  @Test
  void bothAreSetOnTheCommandLine() {
    BetTypeSettings set = SettingsJson.settings(List.of("ladder=totals", "ladder_models=" + ALL));

    assertThat(set.ladder().family()).isEqualTo("totals");
    assertThat(set.ladder().models())
        .containsAllEntriesOf(models(ALL)) // over what is shipped for totals
        .containsKey("americanfootball");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ladder=Two Words | ladder is \"Two Words\": accepted is the name",
        "ladder_models=nonsense | ladder_models is \"nonsense\": accepted is a JSON object of sport",
        "ladder_models={\"NBA\": {}} | ladder_models.NBA is {}: accepted is a sport key",
        "ladder_models={\"nba\": 3} | ladder_models.nba is 3: accepted is a JSON object with form",
        "ladder_models={\"nba\": {\"form\": \"cauchy\"}} | ladder_models.nba: form is \"cauchy\"",
        "ladder_models={\"nba\": {\"form\": \"normal\"}} | scale is missing: accepted is a number",
        "ladder_models={\"nba\": {\"form\": \"normal\", \"scale\": -1, \"distance_limit\": 1,"
            + " \"errors\": {\"0\": 0.1}, \"tail\": 2}} | scale is -1.0: accepted is above 0",
        "ladder_models={\"nba\": {\"form\": \"poisson\", \"distance_limit\": 1, \"errors\": {},"
            + " \"tail\": 2}} | errors is {}: accepted is 1 to 64 distances",
        "ladder_models={\"nba\": {\"form\": \"poisson\", \"distance_limit\": 1, \"errors\":"
            + " {\"0\": 0.2, \"1\": 0.1}, \"tail\": 2}} | errors.1.0 is 0.1: accepted is",
        "ladder_models={\"nba\": {\"form\": \"poisson\", \"distance_limit\": 1, \"errors\":"
            + " {\"0\": 0.1}, \"tail\": 2, \"uneven\": 3}} | uneven is 3.0: accepted is 0 to 2",
        "ladder_models={\"nba\": {\"form\": \"poisson\", \"distance_limit\": 1, \"errors\":"
            + " {\"0\": 0.1}, \"tail\": 2, \"smoothing\": -1}} | smoothing is -1.0: accepted is 0",
        "ladder_models={\"nba\": {\"form\": \"poisson\", \"distance_limit\": 1, \"errors\":"
            + " {\"0\": 0.1}, \"tail\": 2, \"leaning\": 2}} | leaning is 2.0: accepted is 0",
        "ladder_models={\"nba\": {\"form\": \"normal\", \"scale\": 9, \"spread\": 2}} |"
            + " ladder_models.nba.spread is 2: accepted is form, scale, growth",
      })
  void whatCannotBeNamesFieldValueAndWhatIsAccepted(String assignment, String message) {
    assertThatThrownBy(() -> BetTypeChange.parse(List.of(assignment)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  private static Map<String, LadderModel> models(String json) {
    return SettingsJson.settings(List.of("ladder_models=" + json)).ladder().models();
  }
}
