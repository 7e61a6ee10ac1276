package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketTitlesTest {
  private static final Pattern ABBREVIATED =
      Pattern.compile("(?i).*\\b(tds?|yds|h2h|btts|afl_|[qhps]\\d)\\b.*|.*_.*");

  private final MarketTitles titles = MarketTitles.load();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          player_steals              | Player steals
          player_steals_alternate    | Alternate player steals
          h2h_q1                     | Moneyline, 1st quarter
          h2h_3_way_1st_5_innings    | 3-way moneyline, first 5 innings
          totals_1st_1_innings       | Total, 1st inning
          alternate_team_totals_h2   | Alternate team total, 2nd half
          alternate_spreads_corners  | Alternate corners spread
          spreads_p3                 | Spread, 3rd period
          h2h_lay                    | Moneyline, lay
          player_pass_tds            | Player pass touchdowns
          player_1st_td              | Player first touchdown
          player_rush_yds_alternate  | Alternate player rush yards
          player_tds_over            | Player touchdowns, over only
          player_try_scorer_over     | Player tries, over only
          player_marks_most          | Player marks, most
          batter_rbis                | Batter RBIs
          player_afl_fantasy_points  | Player AFL fantasy points
          btts_h1                    | Both teams to score, 1st half
          player_points_assists_q4   | Player points + assists, 4th quarter
          a                          | A
          zz_new_one                 | Zz new one
          """)
  void theTitleSaysWhatTheKeyMeans(String name, String title) {
    assertThat(titles.of(name)).isEqualTo(title);
  }

  @Test
  void everyDocumentedMarketHasATitleOfItsOwnInWords() {
    List<String> all = DefaultShapes.load().names().stream().map(titles::of).toList();

    assertThat(all).doesNotHaveDuplicates().noneMatch(ABBREVIATED.asMatchPredicate());
    assertThat(all).allMatch(title -> title.matches("[A-Z3].*"));
  }

  @Test
  void whatIsNoPartOfAKeyStays() {
    assertThat(titles.of("alternate_")).isEqualTo("Alternate");
    assertThat(titles.of("_alternate")).isEqualTo("Alternate");
    assertThat(titles.of("q1")).isEqualTo("Q1");
  }
}
