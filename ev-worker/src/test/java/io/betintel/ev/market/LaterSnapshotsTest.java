package io.betintel.ev.market;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of a snapshot that is long or has one line only the lines that moved are placed again. Whatever
 * bookmakers do to theirs, the lines are those that the latest snapshots make if all of them are
 * placed anew, and those are touched of which something other than time changed.
 */
class LaterSnapshotsTest {
  private static final BetType TYPE = new BetType("totals");
  private static final MarketId MARKET = new MarketId(MATCH.id(), TYPE);
  private static final List<String> BOOKS = List.of("betrivers", "fanduel", "pinnacle");
  private static final List<Shape> SHAPES =
      List.of(Shape.OVER_UNDER, Shape.SPREAD, Shape.WINNER, Shape.N_WAY);

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void linesAreThoseOfTheLatestSnapshots(int seed) {
    Random random = new Random(seed);
    Shape shape = SHAPES.get(random.nextInt(SHAPES.size()));
    MarketBook book = new MarketBook(MARKET);
    Map<Bookmaker, MarketSnapshot> latest = new TreeMap<>();
    Map<LineId, List<List<Object>>> before = Map.of();
    for (int step = 0; step < 60; step++) {
      MarketSnapshot next = next(random, shape, latest, step);
      book.apply(next);
      latest.put(next.bookmaker(), next);

      PairedLines kept = book.paired(shape);
      Map<LineId, Line> anew = anew(shape, latest);
      assertThat(kept.ids()).as("step %d", step).isEqualTo(anew.keySet());
      anew.forEach((id, line) -> assertThat(kept.line(id, MATCH, book.time())).isEqualTo(line));

      Map<LineId, List<List<Object>>> now = new HashMap<>();
      anew.forEach((id, line) -> now.put(id, withoutTime(line)));
      Set<LineId> changed = new HashSet<>(before.keySet());
      changed.addAll(now.keySet());
      Map<LineId, List<List<Object>>> earlier = before;
      changed.removeIf(id -> now.containsKey(id) && now.get(id).equals(earlier.get(id)));
      assertThat(kept.touched().lines()).as("step %d", step).isEqualTo(changed);
      before = now;
    }
  }

  private static Map<LineId, Line> anew(Shape shape, Map<Bookmaker, MarketSnapshot> latest) {
    PairedLines paired = new PairedLines(MARKET, shape, MATCH, latest.values());
    Map<LineId, Line> lines = new HashMap<>();
    paired
        .ids()
        .forEach(
            id ->
                lines.put(
                    id,
                    paired.line(
                        id,
                        MATCH,
                        latest.values().stream()
                            .map(MarketSnapshot::observedAt)
                            .max(Comparable::compareTo)
                            .orElseThrow())));
    return lines;
  }

  /** What a bettor gets. */
  private static List<List<Object>> withoutTime(Line line) {
    return line.quotes().stream()
        .map(
            quote ->
                List.<Object>of(
                    quote.bookmaker(),
                    links(quote),
                    String.valueOf(quote.sides()),
                    quote.fits(),
                    quote.ambiguous(),
                    line.others()))
        .toList();
  }

  private static List<String> links(Quote quote) {
    return IntStream.range(0, quote.size())
        .filter(quote::has)
        .mapToObj(side -> String.valueOf(quote.link(side)))
        .toList();
  }

  /** Mostly some prices move; sometimes points come and go, or outcomes change their places. */
  private static MarketSnapshot next(
      Random random, Shape shape, Map<Bookmaker, MarketSnapshot> latest, int step) {
    Bookmaker bookmaker = new Bookmaker(BOOKS.get(random.nextInt(BOOKS.size())));
    MarketSnapshot last = latest.get(bookmaker);
    String link = last == null ? null : last.link();
    List<Outcome> outcomes = new ArrayList<>(last == null ? List.of() : last.outcomes());
    int change = random.nextInt(14);
    if (outcomes.isEmpty()) {
      boolean points = shape == Shape.OVER_UNDER || shape == Shape.SPREAD;
      int lines = random.nextInt(points ? 12 : 3);
      for (int point = 0; point < lines; point++) {
        outcomes.addAll(sides(random, shape, point));
      }
    } else if (change < 7) {
      for (int moves = random.nextInt(4); moves > 0; moves--) {
        int place = random.nextInt(outcomes.size());
        outcomes.set(place, at(price(random), outcomes.get(place)));
      }
    } else if (change == 7) {
      Collections.shuffle(outcomes, random);
    } else if (change == 8) {
      outcomes.remove(random.nextInt(outcomes.size()));
    } else if (change == 9) {
      outcomes.addAll(sides(random, shape, random.nextInt(15)));
    } else if (change == 10) {
      outcomes.add(at(price(random), outcomes.get(random.nextInt(outcomes.size())))); // twice
      outcomes.add(Outcome.of("Draw", null, 3.0, price(random))); // a third result
    } else if (change == 11) {
      Collections.swap(outcomes, random.nextInt(outcomes.size()), random.nextInt(outcomes.size()));
    } else if (change == 12) { // another point at the place of one that is gone
      outcomes.set(
          random.nextInt(outcomes.size()), sides(random, shape, random.nextInt(15)).get(0));
    } else {
      link = "https://book.example/" + random.nextInt(3);
      outcomes = random.nextInt(5) == 0 ? List.of() : outcomes; // or a suspension
    }
    return new MarketSnapshot(
        MATCH, TYPE, bookmaker, outcomes, NOON.plusSeconds(step), NOON.plusSeconds(step), link);
  }

  private static List<Outcome> sides(Random random, Shape shape, int point) {
    return switch (shape) {
      case OVER_UNDER ->
          List.of(
              Outcome.of("Over", null, (double) point, price(random)),
              Outcome.of("Under", null, (double) point, price(random)));
      case SPREAD ->
          List.of(
              Outcome.of(MATCH.homeTeam(), null, (double) point, price(random)),
              Outcome.of(MATCH.awayTeam(), null, (double) -point, price(random)));
      case WINNER ->
          List.of(
              Outcome.of(MATCH.homeTeam(), null, null, price(random)),
              Outcome.of(point == 2 ? "Draw" : MATCH.awayTeam(), null, null, price(random)));
      default ->
          List.of(
              Outcome.of("first", "field " + point % 2, null, price(random)),
              Outcome.of("other " + point / 2, "field " + point % 2, null, price(random)));
    };
  }

  /** Few, so that one often comes again. */
  private static double price(Random random) {
    return 1.5 + random.nextInt(4) / 10.0;
  }

  private static Outcome at(double price, Outcome outcome) {
    return new Outcome(
        outcome.name(),
        outcome.description(),
        outcome.point(),
        price,
        outcome.link(),
        outcome.betLimit());
  }
}
