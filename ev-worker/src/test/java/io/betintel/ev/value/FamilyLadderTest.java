package io.betintel.ev.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.ladder.Estimate;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.OtherResults;
import io.betintel.ev.market.OutcomeKey;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.pricing.Consensus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamilyLadderTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SportingEvent EVENT =
      new SportingEvent("e1", "americanfootball_nfl", NOON.plusSeconds(3_600), "Bears", "Lions");
  private static final BetTypeSettings SETTINGS = SettingsJson.defaults(new BetType("totals"));
  private static final LadderModel MODEL =
      SETTINGS.ladder().model("americanfootball_nfl").orElseThrow();

  /** The mean of three points depends in its last bits on which comes first. */
  @Test
  void pointsOfOneThresholdAreTheSameInWhateverOrderTheyCome() {
    for (int i = 0; i < 50; i++) {
      Line one = line("e1|a||45.5|", 1.80 + i / 100.0);
      Line two = line("e1|b||45.5|", 1.91);
      Line three = line("e1|c||45.5|", 2.13);

      assertThat(above(three, one, two)).as("prices %d", i).isEqualTo(above(one, two, three));
    }
  }

  private static double above(Line... lines) {
    FamilyLadder ladder = new FamilyLadder();
    for (Line line : lines) {
      ladder.put(line.id(), LadderPoint.of(line, new Consensus(line, SETTINGS), SETTINGS));
    }
    Estimate estimate = ladder.without(MODEL, null).ladder().at(45.5);
    return ((Estimate.Valued) estimate).above();
  }

  /** A hold of some 4 %. */
  private static Line line(String id, double over) {
    double under = 1 / (1.04 - 1 / over);
    return new Line(
        new LineId(id),
        EVENT,
        Shape.OVER_UNDER,
        Line.Fit.WHOLE,
        null,
        45.5,
        List.of(new OutcomeKey("Over", 45.5), new OutcomeKey("Under", 45.5)),
        List.of(
            Quote.of(
                new Bookmaker("pinnacle"),
                NOON,
                null,
                List.of(
                    Outcome.of("Over", null, 45.5, over), Outcome.of("Under", null, 45.5, under)),
                true,
                false)),
        OtherResults.NONE,
        NOON);
  }
}
