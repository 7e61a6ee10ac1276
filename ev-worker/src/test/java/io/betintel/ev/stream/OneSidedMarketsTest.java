package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Scorers of whom references quote Yes alone, in the task that prices them. */
class OneSidedMarketsTest {
  private static final BetType SCORER = new BetType("player_goal_scorer_anytime");
  private static final double NONE = Double.NaN;

  private TaskInHand task;
  private final SortedMap<String, PricedLine> lines = new TreeMap<>();

  OneSidedMarketsTest() throws Exception {
    begin();
  }

  @Test
  void lineHasAPriceOnceThreeTwoSidedQuotesSayTheMargin() {
    assertThat(take(quote(0, "fanduel", 1.91, 1.91, 1.91, 1.91, 3.0, NONE)))
        .containsOnlyKeys("A", "B", "C");
    assertThat(lines.get("C").notPriced()).isEqualTo(NotPriced.ONE_SIDED);

    take(quote(1, "fanduel", 1.91, 1.91, 1.91, 1.91, 3.0, NONE, 1.91, 1.91));
    assertThat(lines.get("C").notPriced()).isNull();
    assertThat(lines.get("C").nearness().source()).isEqualTo(PriceSource.ONE_SIDED);

    assertThat(take(quote(2, "fanduel", 1.91, 1.91, 1.91, 1.91, 3.0, NONE)).keySet())
        .containsExactly("C", "D"); // D is withdrawn
    assertThat(lines.get("C").notPriced()).isEqualTo(NotPriced.ONE_SIDED);
  }

  @Test
  void quoteThatChangesTheMarginPublishesTheLinesThatRestOnIt() {
    take(quote(0, "fanduel", 3.0, NONE, 1.91, 1.91, 1.91, 1.91, 1.91, 1.91));
    double before = lines.get("A").outcomes().get(0).fairProbability();

    // The margin of B alone: 1/1.8 + 1/1.8 for 2/1.91, so A keeps more of it.
    assertThat(take(quote(1, "fanduel", 3.0, NONE, 1.8, 1.8, 1.91, 1.91, 1.91, 1.91)).keySet())
        .containsExactly("A", "B");
    assertThat(lines.get("A").outcomes().get(0).fairProbability()).isLessThan(before);

    assertThat(take(quote(2, "fanduel", 3.0, NONE, 1.8, 1.8, 1.91, 1.91, 1.91, 1.91))).isEmpty();
    // Of another bookmaker's margin nothing rests: only the line itself has one more offer.
    assertThat(take(quote(3, "betmgm", NONE, NONE, 1.7, 1.7)).keySet()).containsExactly("B");
  }

  /** 12:20:00 is the last moment of what FanDuel quoted at noon. */
  @Test
  void marginsThatAreTooOldCountNoMore() {
    take(quote(0, "fanduel", 3.0, NONE, 1.91, 1.91, 1.91, 1.91, 1.91, 1.91));
    assertThat(lines.get("A").validUntil()).isEqualTo("2026-03-01T12:20:00Z");

    take(quote(1_200, "betmgm", 3.4, NONE));
    assertThat(lines.get("A").notPriced()).isNull();
    assertThat(take(quote(1_201, "betmgm", 3.4, NONE))).containsKey("A");
    assertThat(lines.get("A").notPriced()).isEqualTo(NotPriced.ONE_SIDED);

    take(quote(1_202, "fanduel", 3.0, NONE, 1.91, 1.91, 1.91, 1.91, 1.91, 1.91));
    assertThat(lines.get("A").notPriced()).isNull();
  }

  @Test
  void restartPublishesNothingAndGoesOnWithTheSameMargins() throws Exception {
    MarketSnapshot first = quote(0, "fanduel", 3.0, NONE, 1.91, 1.91, 1.91, 1.91, 1.91, 1.91);
    MarketSnapshot next = quote(1, "fanduel", 3.0, NONE, 1.8, 1.8, 1.91, 1.91, 1.91, 1.91);
    take(first);
    task.close();
    task.open();
    assertThat(take(first)).isEmpty();
    Map<String, PricedLine> after = take(next);

    begin();
    take(first);
    assertThat(take(next)).isEqualTo(after).containsKey("A");
  }

  @Test
  void anyOrderOfTheSameSnapshotsGivesTheSameLines() throws Exception {
    List<MarketSnapshot> snapshots = new ArrayList<>();
    snapshots.add(quote(0, "fanduel", 3.0, NONE, 1.91, 1.91, 1.91, 1.91));
    snapshots.add(quote(4, "fanduel", 3.1, NONE, 1.91, 1.91, 1.87, 1.91, 1.95, 1.85));
    snapshots.add(quote(1, "draftkings", 2.9, NONE, NONE, 1.6, 1.9, 1.9, 1.9, 1.9, 1.8, 2.0));
    snapshots.add(quote(6, "draftkings", 2.8, NONE, NONE, 1.7, 1.9, 1.9, 1.95, 1.9, 1.8, 2.0));
    snapshots.add(quote(2, "betmgm", 3.6, 1.3, 2.1, NONE));
    snapshots.add(quote(3, "pinnacle", 3.3, NONE));
    snapshots.add(quote(5, "pinnacle", 3.2, NONE, 2.0, 1.9));
    Map<String, PricedLine> expected = null;
    for (int seed = 0; seed < 40; seed++) {
      begin();
      List<MarketSnapshot> order = new ArrayList<>(snapshots);
      Collections.shuffle(order, new Random(seed));
      for (int i = 0; i < order.size(); i++) {
        take(order.get(i));
        if (i == seed % order.size()) {
          task.close();
          task.open();
        }
      }
      Map<String, PricedLine> content = new TreeMap<>();
      lines.forEach(
          (player, line) -> content.put(player, LineContent.of(line, BetTypeSettings.defaults())));
      expected = expected == null ? content : expected;
      assertThat(content).as("order %s", seed).isEqualTo(expected);
    }
    assertThat(expected.get("A").nearness().source()).isEqualTo(PriceSource.ONE_SIDED);
  }

  private void begin() throws Exception {
    lines.clear();
    task = new TaskInHand(NOON, Limits.byDefault());
    task.catalogue(
        Catalogue.of(
            1,
            List.of(
                new CatalogueEntry(
                    new PricingTerms(SCORER, Shape.YES_NO, BetTypeSettings.defaults(), 1),
                    "Scorer",
                    true,
                    true,
                    Role.FREE,
                    null,
                    1))));
    task.open();
  }

  private Map<String, PricedLine> take(MarketSnapshot snapshot) {
    task.process(snapshot);
    Map<String, PricedLine> published = new TreeMap<>();
    for (PricedLine line : task.priced()) {
      published.put(line.description(), line);
    }
    lines.putAll(published);
    return published;
  }

  /** Of each player the prices of Yes and No. */
  private static MarketSnapshot quote(int second, String book, double... prices) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      if (!Double.isNaN(prices[i])) {
        String player = String.valueOf((char) ('A' + i / 2));
        outcomes.add(Outcome.of(i % 2 == 0 ? "Yes" : "No", player, null, prices[i]));
      }
    }
    Instant at = NOON.plusSeconds(second);
    return new MarketSnapshot(MATCH, SCORER, new Bookmaker(book), outcomes, at, at, null);
  }
}
