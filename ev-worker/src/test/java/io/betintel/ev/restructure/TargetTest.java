package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void aFileGivesOrderRemovalAndNewNamesAtOnce() {
    Target target =
        Target.parse(
            List.of("# the target", "", "totals", "old -> h2h # was old", "spreads", "older->h2h"));

    assertThat(target.labels()).containsExactly("totals", "h2h", "spreads");
    assertThat(target.fate("old")).contains("h2h");
    assertThat(target.fate("older")).contains("h2h");
    assertThat(target.fate("spreads")).contains("spreads");
    assertThat(target.removed(List.of("old", "gone", "totals"))).containsExactly("gone", "old");
    assertThat(target.fenced(List.of("old", "gone", "totals"))).containsExactly("gone");
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    assertThatThrownBy(() -> Target.parse(List.of("h2h", "two words")))
        .hasMessage("line 2 is \"two words\": accepted is NAME, or OLD -> NEW");
    assertThatThrownBy(() -> Target.parse(List.of("a -> h2h", "a -> totals")))
        .hasMessage("line 2 gives a a second name");
    assertThatThrownBy(() -> Target.parse(List.of("h2h", "h2h")))
        .hasMessageContaining("h2h stands");
    assertThatThrownBy(() -> Target.parse(List.of("H2H"))).hasMessageContaining("H2H is no bet");
    assertThatThrownBy(() -> Target.parse(List.of())).hasMessageContaining("no label");
    assertThatThrownBy(() -> new Target(List.of("h2h"), Map.of("h2h", "h2h")))
        .hasMessageContaining("h2h is a label of the target");
    assertThatThrownBy(() -> new Target(List.of("h2h"), Map.of("a", "b")))
        .hasMessage("a cannot become b: the target lacks that label");
    assertThatThrownBy(() -> Target.without(List.of("h2h"), "x", null))
        .hasMessageContaining("x is no label of the type; it has h2h");
  }

  @Test
  void oneLabelGoesAndTheOrderStays() {
    assertThat(Target.without(List.of("a", "b", "c"), "b", "c"))
        .isEqualTo(new Target(List.of("a", "c"), Map.of("b", "c")));
  }

  @Test
  void longNamesAreCutAndStayApart() {
    String one = "a".repeat(60) + "one";
    String two = "a".repeat(60) + "two";
    assertThat(Names.beside("bets_by_bet_type")).isEqualTo("bets_by_bet_type_new");
    assertThat(Names.beside(one)).hasSize(63).endsWith("_new").isNotEqualTo(Names.beside(two));
  }
}
