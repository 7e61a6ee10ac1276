package io.betintel.benchmarks;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderForm;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.LadderSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.MarketPricing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Nanoseconds and, with {@code -prof gc}, bytes per update of a market on a ladder of 20 points, as
 * the stream does it. Each of five bookmakers quotes all points; a reference quotes every other
 * one. It moves all of its prices, so all points are priced: ten that it quotes, and ten whose
 * price follows. Without a ladder, these ten have no price and nothing happens to them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LadderUpdate {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final BetType TOTALS = new BetType("alternate_totals");
  private static final SportingEvent MATCH =
      new SportingEvent(
          "match-1", "icehockey_nhl", NOON.plus(Duration.ofHours(6)), "Boston", "New York");
  private static final int POINTS = 20;
  private static final List<String> BOOKS = List.of("betmgm", "caesars", "bovada", "bet365");

  @Param({"none", "normal", "poisson"})
  public String ladder;

  private final MarketBook book = new MarketBook(new MarketId(MATCH.id(), TOTALS));
  private final MarketPricing pricing = new EvCalculator(new FeeTable(Map.of())).market();
  private BookLines lines;
  private int update;

  /** Everybody has quoted, and all lines are priced. */
  @Setup
  public void prepare() {
    BetTypeSettings settings = BetTypeSettings.defaults();
    lines =
        new BookLines(
            book,
            new PricingTerms(
                TOTALS,
                Shape.OVER_UNDER,
                ladder.equals("none") ? settings : settings.withLadder(ladder()),
                1),
            MATCH);
    for (String each : BOOKS) {
      book.apply(snapshot(each, 1));
    }
    book.apply(snapshot("pinnacle", 2));
    book.paired(Shape.OVER_UNDER).touched();
    lines.price(pricing, lines.ids());
  }

  @Benchmark
  public void update(Blackhole priced) {
    book.apply(snapshot("pinnacle", 2));
    priced.consume(lines.price(pricing, book.paired(Shape.OVER_UNDER).touched().lines()));
  }

  private LadderSettings ladder() {
    TreeMap<Double, Double> errors = new TreeMap<>(Map.of(0.0, 0.02, 0.1, 0.04, 0.3, 0.08));
    LadderForm form = ladder.equals("normal") ? LadderForm.NORMAL : LadderForm.POISSON;
    LadderModel model = new LadderModel(form, 2.4, 0, new TreeMap<>(), 1.5, errors, 2);
    return new LadderSettings("totals", new TreeMap<>(Map.of("icehockey", model)));
  }

  /** A millisecond later and at other prices; each point's are about those of 6 goals. */
  private MarketSnapshot snapshot(String bookmaker, int step) {
    Instant at = NOON.plusMillis(update++);
    List<Outcome> outcomes = new ArrayList<>(2 * POINTS);
    for (int i = 0; i < POINTS; i += step) {
      double point = 1 + i * 0.5;
      double above = 1 / (1 + StrictMath.exp((point - 6) * 0.5)) + 0.001 * (update % 7);
      outcomes.add(Outcome.of("Over", null, point, 1 / (above * 1.03)));
      outcomes.add(Outcome.of("Under", null, point, 1 / ((1.01 - above) * 1.03)));
    }
    return new MarketSnapshot(MATCH, TOTALS, new Bookmaker(bookmaker), outcomes, at, at, null);
  }
}
