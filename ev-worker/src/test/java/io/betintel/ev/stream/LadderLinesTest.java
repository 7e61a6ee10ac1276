package io.betintel.ev.stream;

import static io.betintel.ev.stream.LadderTask.ALTERNATES;
import static io.betintel.ev.stream.LadderTask.TOTALS;
import static io.betintel.ev.stream.LadderTask.entry;
import static io.betintel.ev.stream.LadderTask.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.ValueClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lines at points that no reference quotes, in the task that prices them. */
class LadderLinesTest {
  private static final double NONE = Double.NaN;

  private final LadderTask task;

  LadderLinesTest() throws Exception {
    task = new LadderTask();
  }

  /**
   * Pinnacle says 1/2 at 45.5. Two points above are 0.2 standard deviations: Phi(-0.2) = 0.42074.
   * The error is 0.03 + 0.4 x 0.05 = 0.05 standard deviations, times phi(0.2) = 0.39104: 0.01955.
   * Over at 2.5: EV 0.42074 x 2.5 - 1 = 0.05185; by 0.42074 - 2 x 0.01955 it is -0.0459.
   */
  @Test
  void pointThatNoReferenceQuotesIsPricedByAnotherBetTypes() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));

    PricedLine line = task.line(ALTERNATES, 47.5);
    assertThat(line.notPriced()).isNull();
    assertThat(line.nearness().source()).isEqualTo(PriceSource.EXTRAPOLATED);
    assertThat(line.nearness().distance()).isEqualTo(2.0);
    assertThat(line.nearness().standardError()).isCloseTo(0.01955, within(1e-5));
    assertThat(line.outcomes().get(0).fairProbability()).isCloseTo(0.42074, within(1e-4));
    assertThat(line.outcomes().get(1).fairProbability()).isCloseTo(0.57926, within(1e-4));
    Offer.Value over = line.outcomes().get(0).offers().get(0).value();
    assertThat(over.ev()).isCloseTo(0.05185, within(2e-4));
    assertThat(over.evLower()).isCloseTo(-0.0459, within(2e-4));
    assertThat(over.valueClass()).isEqualTo(ValueClass.MARGINAL);
    assertThat(over.stake()).isZero();
    assertThat(over.references()).extracting(Object::toString).containsExactly("pinnacle");
    assertThat(task.line(TOTALS, 45.5).nearness().source()).isEqualTo(PriceSource.QUOTED);
  }

  /**
   * At 2.8 the EV is 0.42074 x 2.8 - 1 = 0.178 and at least 0.38164 x 2.8 - 1 = 0.0686: a take.
   * Kelly of the least: (1.8 x 0.38164 - 0.61836) / 1.8 = 0.0381, a quarter of it 0.0095.
   */
  @Test
  void takeAsksTheLowerBound() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.8, 1.45));

    Offer.Value over = task.line(ALTERNATES, 47.5).outcomes().get(0).offers().get(0).value();
    assertThat(over.valueClass()).isEqualTo(ValueClass.TAKE);
    assertThat(over.stake()).isCloseTo(0.0095, within(1e-4));
  }

  /** Even at 45.5 and 0.4 at 47.5 are z = 0 and -0.2533: in the middle Phi(-0.1267) = 0.4496. */
  @Test
  void pointBetweenTwoIsInterpolated() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(0, "pinnacle", ALTERNATES, 47.5, 2.4, 1.6),
        quote(1, "betmgm", ALTERNATES, 46.5, 2.5, 1.55));

    PricedLine line = task.line(ALTERNATES, 46.5);
    assertThat(line.nearness().source()).isEqualTo(PriceSource.INTERPOLATED);
    assertThat(line.nearness().distance()).isEqualTo(1.0);
    assertThat(line.outcomes().get(0).fairProbability()).isCloseTo(0.4496, within(1e-4));
  }

  @Test
  void onlyOneSideOfAPointIsValuedByTheOthers() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, NONE));

    PricedLine line = task.line(ALTERNATES, 47.5);
    assertThat(line.notPriced()).isNull();
    assertThat(line.outcomes().get(0).offers().get(0).value().ev())
        .isCloseTo(0.05185, within(2e-4));
  }

  @Test
  void samePointInTheSiblingIsQuoted() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 45.5, 2.1, 1.75));

    PricedLine line = task.line(ALTERNATES, 45.5);
    assertThat(line.nearness().source()).isEqualTo(PriceSource.QUOTED);
    assertThat(line.nearness().distance()).isZero();
    // 0.5 x 2.1 - 1 = 0.05, which is a take by the EV itself.
    assertThat(line.outcomes().get(0).offers().get(0).value().valueClass())
        .isEqualTo(ValueClass.TAKE);
  }

  @Test
  void referenceDoesNotPriceItsOwnOfferFromItsOtherPoints() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "pinnacle", ALTERNATES, 47.5, 2.5, NONE),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, NONE));

    PricedLine line = task.line(ALTERNATES, 47.5);
    assertThat(line.outcomes().get(0).offers().get(0).value()).isNotNull(); // betmgm
    Offer own = line.outcomes().get(0).offers().get(1);
    assertThat(own.value()).isNull();
    assertThat(own.flags().has(Offer.Flag.NO_REFERENCE)).isTrue();
  }

  @Test
  void onlyReferenceOfAPointIsValuedByTheLadderOfTheOthers() {
    task.take(
        quote(0, "fanduel", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "pinnacle", ALTERNATES, 47.5, 2.4, 1.6));

    // By FanDuel alone it is Phi(-0.2) = 0.42074: 0.42074 x 2.4 - 1 = 0.0098.
    Offer.Value own = task.line(ALTERNATES, 47.5).outcomes().get(0).offers().get(0).value();
    assertThat(own.ev()).isCloseTo(0.0098, within(3e-4));
    assertThat(own.nearness().source()).isEqualTo(PriceSource.EXTRAPOLATED);
  }

  @Test
  void newQuotePublishesTheLinesThatRestOnIt() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, 1.55, 48.5, 2.7, 1.5));

    assertThat(task.take(quote(2, "pinnacle", TOTALS, 45.5, 1.87, 1.95)).keySet())
        .containsExactly("alternate_totals 47.5", "alternate_totals 48.5", "totals 45.5");
    assertThat(task.take(quote(3, "bovada", TOTALS, 45.5, 1.87, 1.95)).keySet())
        .containsExactly("totals 45.5");
  }

  /** Between two points only these count: 60 is far away. */
  @Test
  void farPointThatMovesPublishesNothingElse() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(0, "pinnacle", ALTERNATES, 47.5, 2.4, 1.6, 53.5, 4.1, 1.22),
        quote(1, "betmgm", ALTERNATES, 46.5, 2.5, 1.55));

    assertThat(
            task.take(quote(2, "pinnacle", ALTERNATES, 47.5, 2.4, 1.6, 53.5, 4.2, 1.21)).keySet())
        .containsExactly("alternate_totals 53.5");
  }

  @Test
  void lineIsWithoutAPriceOnceTheOnlyReferenceIsGone() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));

    assertThat(task.take(quote(2, "pinnacle", TOTALS)).keySet())
        .containsExactly("alternate_totals 47.5", "totals 45.5");
    assertThat(task.line(ALTERNATES, 47.5).notPriced()).isEqualTo(NotPriced.NO_REFERENCE);
    assertThat(task.line(ALTERNATES, 47.5).nearness()).isNull();
    assertThat(task.line(TOTALS, 45.5).status()).isEqualTo(PricedLine.Status.WITHDRAWN);
  }

  @Test
  void referenceThatIsTooOldByTheSiblingsTimeIsNotAsked() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));
    assertThat(task.line(ALTERNATES, 47.5).validUntil())
        .isEqualTo("2026-03-01T12:20:00Z"); // Pinnacle's quote, not BetMGM's a second later

    task.take(quote(1_201, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));
    assertThat(task.line(ALTERNATES, 47.5).notPriced()).isEqualTo(NotPriced.NO_REFERENCE);

    task.take(quote(1_202, "pinnacle", TOTALS, 45.5, 1.91, 1.91));
    assertThat(task.line(ALTERNATES, 47.5).notPriced()).isNull();
  }

  /** Of two references each is valued by the other, so nothing rests on the ladder before. */
  @Test
  void firstPriceThatRestsOnALadderTakesItsPointsAsTheyAreThen() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(0, "fanduel", TOTALS, 45.5, 1.91, 1.91),
        quote(30, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(31, "fanduel", TOTALS, 45.5, 1.91, 1.91),
        quote(1_210, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));

    PricedLine line = task.line(ALTERNATES, 47.5);
    assertThat(line.notPriced()).isNull();
    assertThat(line.validUntil()).isEqualTo("2026-03-01T12:20:30Z"); // 20 minutes after Pinnacle's
  }

  @Test
  void firstPriceOfALadderIsNotOfAPointThatTurnedStaleBefore() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(0, "fanduel", TOTALS, 45.5, 1.91, 1.91),
        quote(1_201, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));

    assertThat(task.line(ALTERNATES, 47.5).notPriced()).isEqualTo(NotPriced.NO_REFERENCE);
  }

  @Test
  void malformedLaddersSayWhy() {
    task.take(
        quote(0, "betmgm", ALTERNATES, 41.5, 1.91, 1.91, 70.5, 2.0, 1.8),
        quote(1, "pinnacle", TOTALS, 40.5, 1.91, 1.91)); // 30 points are three deviations
    assertThat(task.line(ALTERNATES, 70.5).notPriced()).isEqualTo(NotPriced.LADDER_TOO_FAR);
    assertThat(task.line(ALTERNATES, 41.5).notPriced()).isNull();

    task.take(quote(2, "pinnacle", TOTALS, 40.5, 4.0, 1.25, 50.5, 1.25, 4.0)); // crossed
    assertThat(task.line(ALTERNATES, 41.5).notPriced()).isEqualTo(NotPriced.LADDER_CONTRADICTION);

    task.take(quote(3, "pinnacle", TOTALS, 40.5, 1.91, 1.91, 40.5, 1.8, 2.0)); // twice
    assertThat(task.line(ALTERNATES, 41.5).notPriced()).isEqualTo(NotPriced.NO_REFERENCE);
    assertThat(task.line(TOTALS, 40.5).notPriced()).isEqualTo(NotPriced.AMBIGUOUS);

    task.take(quote(4, "pinnacle", TOTALS, 40.5, 8.0, 8.0)); // it keeps less than nothing
    assertThat(task.line(ALTERNATES, 41.5).notPriced()).isEqualTo(NotPriced.NO_REFERENCE);
    assertThat(task.line(TOTALS, 40.5).notPriced()).isEqualTo(NotPriced.REFERENCE_HOLD);

    double[] many = new double[3 * 200];
    for (int i = 0; i < 200; i++) {
      many[3 * i] = i / 4.0;
      many[3 * i + 1] = 1.2 + i / 100.0;
      many[3 * i + 2] = 1 / (1.04 - 1 / many[3 * i + 1]);
    }
    task.take(quote(5, "pinnacle", TOTALS, many));
    assertThat(task.line(ALTERNATES, 70.5).notPriced()).isEqualTo(NotPriced.LADDER_TOO_LONG);

    task.take(quote(6, "pinnacle", TOTALS, 40.5, 1.91, 1.91)); // and one point is a ladder again
    assertThat(task.line(ALTERNATES, 41.5).notPriced()).isNull();
  }

  @Test
  void sportWithoutAModelSaysSo() {
    LadderSettings other =
        new LadderSettings(TOTALS, new TreeMap<>(Map.of("icehockey", LadderTask.MODEL)));
    BetTypeSettings settings = BetTypeSettings.defaults().withLadder(other);
    task.catalogue(entry(TOTALS, settings, true, 1), entry(ALTERNATES, settings, true, 1));
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));

    assertThat(task.line(ALTERNATES, 47.5).notPriced()).isEqualTo(NotPriced.LADDER_NO_MODEL);
    assertThat(task.line(TOTALS, 45.5).nearness().standardError()).isNull();
  }

  @Test
  void disabledSiblingIsNotAskedAndComesBack() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));

    task.catalogue(entry(TOTALS, false, 1), entry(ALTERNATES, true, 1));
    assertThat(task.sweep().keySet()).containsExactly("alternate_totals 47.5");
    assertThat(task.line(ALTERNATES, 47.5).notPriced()).isEqualTo(NotPriced.NO_REFERENCE);

    task.catalogue(entry(TOTALS, true, 1), entry(ALTERNATES, true, 1));
    assertThat(task.sweep().keySet()).contains("alternate_totals 47.5");
    assertThat(task.line(ALTERNATES, 47.5).notPriced()).isNull();
  }

  @Test
  void changeOfOneBetTypesSettingsPricesTheLadderAgain() {
    task.take(
        quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
        quote(0, "novig", TOTALS, 45.5, 2.2, 1.8),
        quote(1, "betmgm", ALTERNATES, 47.5, 2.5, 1.55));
    double before = task.line(ALTERNATES, 47.5).outcomes().get(0).fairProbability();

    BetTypeSettings other =
        new BetTypeSettings(
            BetTypeSettings.defaults().method(),
            BetTypeSettings.defaults().fallback(),
            BetTypeSettings.defaults().consensus(),
            new TreeMap<>(Map.of(new io.betintel.ev.odds.Bookmaker("novig"), 1.0)),
            BetTypeSettings.defaults().limits(),
            0.045,
            0.25,
            0.05,
            LadderTask.LADDER);
    task.catalogue(entry(TOTALS, other, true, 2), entry(ALTERNATES, true, 1));
    assertThat(task.sweep().keySet()).contains("alternate_totals 47.5", "totals 45.5");

    // Novig says (1/2.2) / (1/2.2 + 1/1.8) = 0.45: z = -0.1257, two points above Phi(-0.3257).
    assertThat(before).isCloseTo(0.42074, within(1e-4));
    assertThat(task.line(ALTERNATES, 47.5).outcomes().get(0).fairProbability())
        .isCloseTo(0.3723, within(1e-4));
  }

  @Test
  void restartPublishesNothingAndGoesOnWithTheSameLadder() throws Exception {
    MarketSnapshot[] first = {
      quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91),
      quote(1, "betmgm", ALTERNATES, 47.5, 2.5, 1.55),
      quote(1, "fanduel", ALTERNATES, 49.5, 2.9, 1.42)
    };
    task.take(first);
    task.restart();
    assertThat(task.published()).isEmpty();
    assertThat(task.take(first)).isEmpty();

    MarketSnapshot next = quote(2, "pinnacle", TOTALS, 45.5, 1.87, 1.95);
    Map<String, PricedLine> after = task.take(next);
    LadderTask whole = new LadderTask();
    whole.take(first);
    assertThat(after).isEqualTo(whole.take(next)).containsKey("alternate_totals 47.5");
  }

  @Test
  void anyOrderOfTheSameSnapshotsGivesTheSameLines() throws Exception {
    List<MarketSnapshot> snapshots = new ArrayList<>();
    snapshots.add(quote(0, "pinnacle", TOTALS, 45.5, 1.91, 1.91));
    snapshots.add(quote(3, "pinnacle", TOTALS, 46.5, 1.95, 1.87));
    snapshots.add(quote(1, "fanduel", TOTALS, 45.5, 1.93, 1.88));
    snapshots.add(quote(2, "draftkings", ALTERNATES, 41.5, 1.45, 2.8, 49.5, 2.75, 1.45));
    snapshots.add(quote(4, "draftkings", ALTERNATES, 41.5, 1.5, 2.6, 51.5, 3.1, 1.38));
    snapshots.add(quote(2, "betmgm", ALTERNATES, 43.5, 1.7, 2.2, 47.5, 2.3, 1.65));
    snapshots.add(quote(5, "betmgm", ALTERNATES, 43.5, 1.7, NONE, 48.5, 2.6, 1.5));
    snapshots.add(quote(6, "bovada", TOTALS, 45.5, 2.2, 1.7, 44.5, 1.8, 2.0));
    snapshots.add(quote(7, "fanduel", ALTERNATES));
    snapshots.add(quote(7, "fanduel", TOTALS, 45.5, 1.92, 1.89));
    Map<String, PricedLine> expected = null;
    for (int seed = 0; seed < 60; seed++) {
      LadderTask one = new LadderTask();
      List<MarketSnapshot> order = new ArrayList<>(snapshots);
      Collections.shuffle(order, new Random(seed));
      for (int i = 0; i < order.size(); i++) {
        one.take(order.get(i));
        if (i == seed % order.size()) {
          one.restart();
        }
      }
      Map<String, PricedLine> content = new TreeMap<>();
      one.lines()
          .forEach(
              (name, line) -> {
                if (line.status() == PricedLine.Status.OPEN) {
                  content.put(
                      name,
                      LineContent.of(
                          line, BetTypeSettings.defaults().withLadder(LadderTask.LADDER)));
                }
              });
      expected = expected == null ? content : expected;
      assertThat(content).as("order %s", seed).isEqualTo(expected).hasSizeGreaterThan(6);
    }
  }
}
