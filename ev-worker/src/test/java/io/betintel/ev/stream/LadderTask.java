package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One task with totals and alternate totals on one ladder, for tests. */
final class LadderTask {
  static final String TOTALS = "totals";
  static final String ALTERNATES = "alternate_totals";

  /** Football totals: a standard deviation of 10 points. */
  static final LadderModel MODEL =
      new LadderModel(
          LadderForm.NORMAL,
          10,
          0,
          new TreeMap<>(),
          1,
          new TreeMap<>(Map.of(0.0, 0.03, 0.5, 0.08, 1.0, 0.15)),
          2);

  static final LadderSettings LADDER =
      new LadderSettings(TOTALS, new TreeMap<>(Map.of("americanfootball", MODEL)));

  final TaskInHand task;

  /** The last content of each line by id, as it was published. */
  private final SortedMap<String, PricedLine> lines = new TreeMap<>();

  private long version;

  LadderTask() throws Exception {
    this(Limits.byDefault());
  }

  LadderTask(MarketLimits limits) throws Exception {
    task = new TaskInHand(NOON, limits);
    catalogue(entry(TOTALS, true, 1), entry(ALTERNATES, true, 1));
    task.open();
  }

  static CatalogueEntry entry(String betType, boolean enabled, int settingsVersion) {
    return entry(betType, BetTypeSettings.defaults().withLadder(LADDER), enabled, settingsVersion);
  }

  static CatalogueEntry entry(
      String betType, BetTypeSettings settings, boolean enabled, int settingsVersion) {
    return new CatalogueEntry(
        new PricingTerms(new BetType(betType), Shape.OVER_UNDER, settings, settingsVersion),
        betType,
        true,
        enabled,
        Role.FREE,
        null,
        1);
  }

  void catalogue(CatalogueEntry... rows) {
    task.catalogue(Catalogue.of(++version, List.of(rows)));
  }

  /** A snapshot at so many seconds after noon: points, each with the prices of Over and Under. */
  static MarketSnapshot quote(int second, String book, String betType, double... prices) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < prices.length; i += 3) {
      outcomes.add(Outcome.of("Over", null, prices[i], prices[i + 1]));
      if (!Double.isNaN(prices[i + 2])) {
        outcomes.add(Outcome.of("Under", null, prices[i], prices[i + 2]));
      }
    }
    Instant at = NOON.plusSeconds(second);
    return new MarketSnapshot(
        MATCH, new BetType(betType), new Bookmaker(book), outcomes, at, at, null);
  }

  /** The lines that the snapshots publish, each as it was last published. */
  SortedMap<String, PricedLine> take(MarketSnapshot... snapshots) {
    for (MarketSnapshot snapshot : snapshots) {
      task.process(snapshot);
    }
    return published();
  }

  SortedMap<String, PricedLine> published() {
    SortedMap<String, PricedLine> now = new TreeMap<>();
    for (PricedLine line : task.priced()) {
      now.put(name(line), line);
    }
    lines.putAll(now);
    return now;
  }

  /** Turns of the sweep until nothing is left to do. */
  SortedMap<String, PricedLine> sweep() {
    for (int turn = 1; turn < 20; turn++) {
      task.turn(NOON.plusMillis(turn * LineSweep.INTERVAL.toMillis()));
    }
    return published();
  }

  void restart() {
    task.close();
    task.open();
  }

  /** Every line as it was last published. */
  SortedMap<String, PricedLine> lines() {
    return lines;
  }

  PricedLine line(String betType, double point) {
    return lines.get(betType + " " + point);
  }

  private static String name(PricedLine line) {
    return line.betType() + " " + line.point();
  }
}
