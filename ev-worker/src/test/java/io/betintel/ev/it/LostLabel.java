package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;

/** A bet type whose label was taken away by hand, as the commands name it. */
record LostLabel(Installation installation, String betType) {

  /**
   * @param rows what the check says of its rows
   */
  void isNamedByEveryCommand(String rows) throws Exception {
    CommandResult list = installation.run("bet-types", "list");
    assertThat(list.err()).doesNotContain("PostgreSQL");
    assertThat(list.out()).containsPattern(betType + " +no_label ");
    assertThat(installation.run("bet-types", "show", betType).out())
        .containsPattern("state +no_label")
        .contains("bet-types add " + betType + " --db");
    CommandResult status = installation.run("status");
    assertThat(status.out() + status.err()).contains("no_label").doesNotContain("PostgreSQL:");
    assertThat(installation.run("bet-types", "check").out())
        .contains("labels: " + betType + " is missing in bet_type_enum (state no_label)")
        .contains(rows);
  }
}
