package io.betintel.benchmarks;

import io.betintel.ev.bettype.BetTypeSettings;
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
 * Nanoseconds and, with {@code -prof gc}, bytes per update of a market of single sides: 20
 * bookmakers quote Yes, without No, of 40 scorers each. One of them is the reference and moves all
 * 40 prices, so 40 lines with 20 offers each are priced. It also quotes {@code whole} players with
 * both sides: with three or more its usual margin is known, and the 40 lines have a fair price.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SingleSides {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final BetType SCORERS = new BetType("player_goal_scorer_anytime");
  private static final SportingEvent MATCH =
      new SportingEvent(
          "match-1", "icehockey_nhl", NOON.plus(Duration.ofHours(6)), "Boston", "New York");
  private static final int NAMES = 40;
  private static final int BOOKS = 20;

  @Param({"0", "3"})
  public int whole;

  private final MarketBook book = new MarketBook(new MarketId(MATCH.id(), SCORERS));
  private final MarketPricing pricing = new EvCalculator(new FeeTable(Map.of())).market();
  private BookLines lines;
  private int update;

  /** Everybody has quoted, and all lines are priced. */
  @Setup
  public void prepare() {
    lines =
        new BookLines(
            book, new PricingTerms(SCORERS, Shape.YES_NO, BetTypeSettings.defaults(), 1), MATCH);
    for (int i = 1; i < BOOKS; i++) {
      book.apply(snapshot("book" + i));
    }
    book.apply(snapshot("pinnacle"));
    book.paired(Shape.YES_NO).touched();
    lines.price(pricing, lines.ids());
  }

  @Benchmark
  public void update(Blackhole priced) {
    book.apply(snapshot("pinnacle"));
    priced.consume(lines.price(pricing, book.paired(Shape.YES_NO).touched().lines()));
  }

  /** A millisecond later and at other prices, from 1.8 to 9.6. */
  private MarketSnapshot snapshot(String bookmaker) {
    Instant at = NOON.plusMillis(update++);
    List<Outcome> outcomes = new ArrayList<>(NAMES + 2 * whole);
    for (int i = 0; i < NAMES; i++) {
      outcomes.add(Outcome.of("Yes", "player" + i, null, 1.8 + 0.2 * i + 0.01 * (update % 7)));
    }
    for (int i = 0; i < whole && bookmaker.equals("pinnacle"); i++) {
      outcomes.add(Outcome.of("Yes", "other" + i, null, 1.9));
      outcomes.add(Outcome.of("No", "other" + i, null, 1.9));
    }
    return new MarketSnapshot(MATCH, SCORERS, new Bookmaker(bookmaker), outcomes, at, at, null);
  }
}
