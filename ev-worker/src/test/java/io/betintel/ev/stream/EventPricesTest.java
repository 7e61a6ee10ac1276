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
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.harness.JsonFigures;
import io.betintel.ev.harness.Sent;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.oracle.Figures;
import io.betintel.ev.oracle.Oracle;
import io.betintel.ev.oracle.OracleQuote;
import io.betintel.ev.oracle.TypeRules;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Markets of one event whose prices rest on each other's quotes: what was published of each line
 * after any course of snapshots and restarts is what the second implementation makes of them all.
 */
class EventPricesTest {
  private static final Map<String, String> SHAPES =
      Map.of("h2h", "winner", "h2h_lay", "lay", "totals", "over_under", "scorer", "yes_no");
  private static final List<String> BOOKS = List.of("fanduel", "smarkets", "fourcx", "betmgm");
  private static final Map<String, Double> WEIGHTS = Map.of("fanduel", 1.0, "smarkets", 0.5);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void publishedIsWhatAllSnapshotsSay(long seed) throws Exception {
    Random random = new Random(seed);
    TaskInHand task = task();
    SortedMap<String, PricedLine> published = new TreeMap<>();
    List<OracleQuote> sent = new ArrayList<>();
    int second = 0;
    String kinds = "";
    for (int step = 0; step < 150; step++) {
      second += random.nextInt(150);
      MarketSnapshot snapshot = snapshot(random, second);
      task.process(snapshot);
      sent.add(Sent.quote(snapshot));
      if (random.nextInt(25) == 0) {
        task.close();
        task.open();
      }
      for (PricedLine line : task.priced()) {
        published.put(line.id().text(), line);
      }
      if (step % 10 == 9) {
        kinds += require(published, sent);
      }
    }
    assertThat(kinds).contains("one_sided", "quoted", "stale_reference", "unknown_fee");
  }

  private static String require(SortedMap<String, PricedLine> published, List<OracleQuote> sent) {
    Map<String, TypeRules> types = new TreeMap<>();
    SHAPES.forEach(
        (name, shape) -> types.put(name, TypeRules.defaults(shape, true, 1).midsOf(WEIGHTS, 0)));
    Oracle oracle = new Oracle(types, Map.of());
    oracle.takeAll(sent);
    SortedMap<String, String> expected = new TreeMap<>();
    oracle.lines().forEach((id, line) -> expected.put(id, said(line)));
    SortedMap<String, String> found = new TreeMap<>();
    published.forEach(
        (id, line) -> {
          if (line.status() == PricedLine.Status.OPEN) {
            found.put(id, said(JsonFigures.of("", LineJson.line(line, 0))));
          }
        });

    assertThat(found).isEqualTo(expected);
    return found.values().toString();
  }

  /** All that a bettor acts on, without times. */
  private static String said(Figures line) {
    StringBuilder said = new StringBuilder();
    said.append(line.get("not_priced")).append(' ').append(line.get("source"));
    for (int side = 0; side < line.count("outcomes"); side++) {
      String outcome = "outcomes/" + side;
      said.append("; ").append(rounded(line.get(outcome + "/fair_probability")));
      for (int i = 0; i < line.count(outcome + "/offers"); i++) {
        String offer = outcome + "/offers/" + i + "/";
        said.append(", ").append(line.get(offer + "bookmaker"));
        for (String field : List.of("ev", "ev_lower", "worst_case_ev", "stake")) {
          said.append(' ').append(rounded(line.get(offer + field)));
        }
        said.append(' ').append(line.get(offer + "value_class"));
        said.append(' ').append(line.get(offer + "flags"));
      }
    }
    return said.toString();
  }

  private static String rounded(Object number) {
    return number == null ? "-" : Long.toString(Math.round(((Number) number).doubleValue() * 1e6));
  }

  private static MarketSnapshot snapshot(Random random, int second) {
    List<String> names = List.of("h2h", "h2h_lay", "totals", "scorer", "scorer");
    String name = names.get(random.nextInt(names.size()));
    List<Outcome> outcomes = new ArrayList<>();
    double half = 1.8 + random.nextInt(40) / 100.0;
    if (random.nextInt(8) > 0) {
      switch (name) {
        case "h2h", "h2h_lay" -> two(outcomes, "Lions", "Bears", null, null, half, random, false);
        case "totals" -> two(outcomes, "Over", "Under", null, 41.5, half, random, true);
        default -> {
          for (int player = 0; player < 5; player++) {
            double odds = 1.8 + random.nextInt(200) / 100.0;
            two(outcomes, "Yes", "No", "Player " + player, null, odds, random, true);
          }
        }
      }
    }
    Instant at = NOON.plusSeconds(second);
    return new MarketSnapshot(
        MATCH,
        new BetType(name),
        new Bookmaker(BOOKS.get(random.nextInt(BOOKS.size()))),
        outcomes,
        at,
        at,
        null);
  }

  private static void two(
      List<Outcome> outcomes,
      String one,
      String other,
      String description,
      Double point,
      double odds,
      Random random,
      boolean alone) {
    outcomes.add(Outcome.of(one, description, point, odds));
    if (!alone || random.nextInt(3) > 0) {
      outcomes.add(Outcome.of(other, description, point, 1 / (1.04 - 1 / odds)));
    }
  }

  private static TaskInHand task() throws Exception {
    BetTypeSettings settings =
        SettingsOf.json("{\"weights\": {\"fanduel\": 1, \"smarkets\": 0.5}, \"mid_depth\": 0}");
    List<CatalogueEntry> entries = new ArrayList<>();
    SHAPES.forEach(
        (name, shape) ->
            entries.add(
                new CatalogueEntry(
                    new PricingTerms(new BetType(name), Shape.of(shape), settings, 1),
                    name,
                    true,
                    true,
                    Role.FREE,
                    null,
                    1)));
    TaskInHand task = new TaskInHand(NOON, Limits.byDefault());
    task.catalogue(Catalogue.of(1, entries));
    task.open();
    return task;
  }
}
