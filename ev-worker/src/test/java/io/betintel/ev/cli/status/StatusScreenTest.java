package io.betintel.ev.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.status.Reports;
import io.betintel.ev.status.StatusReport;
import org.junit.jupiter.api.Test;

class StatusScreenTest {
  private static final String ESCAPE = "\u001b";

  @Test
  void oneScreenShowsEveryPart() {
    assertThat(screen(Reports.complete(), false).replaceAll(" +", " "))
        .doesNotContain(ESCAPE)
        .contains("registry up http://registry odds events: schema version 3")
        .contains("odds.events 6 90 100 6.0")
        .contains("missing: run ev-worker topics")
        .contains("ev-worker-redis ev.lines has read nothing yet")
        .contains("pod-1 1.2.3 version 4")
        .contains("0.5 s ago")
        .contains("transaction.version 1 upgrade it")
        .contains("producers of odds.events 2 idempotent")
        .contains("consumed 100 = applied 60 + superseded 30 + parked 6 + dead-lettered 4")
        .contains("Over 5.5 betmgm 2.20 2.00 10.00% suspect 2.00% 7.0 s");
  }

  @Test
  void anAbsentServerIsOneRedLineAndTheRestStays() {
    String screen = screen(Reports.withoutDatabase(), true);

    assertThat(screen.lines().filter(line -> line.contains(ESCAPE)))
        .singleElement()
        .asString()
        .contains("PostgreSQL  AWAY", "Connection refused");
    assertThat(screen).contains("CONSUMER GROUP").doesNotContain("BET TYPE", "BEST BETS");
  }

  private static String screen(StatusReport report, boolean terminal) {
    return String.join("\n", new StatusScreen(terminal).lines(report));
  }
}
