package io.betintel.benchmarks;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
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
 * Nanoseconds and bytes per update of a market, as the stream does it: a bookmaker's new snapshot
 * enters the book, the book is paired into lines, and all lines are priced with all their offers.
 * The Avro encoding and the topic, which come after, are not measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MarketUpdate {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final BetType TOTALS = new BetType("totals");
  private static final SportingEvent MATCH =
      new SportingEvent(
          "match-1", "icehockey_nhl", NOON.plus(Duration.ofHours(6)), "Boston", "New York");
  private static final List<String> REFERENCES = List.of("pinnacle", "draftkings", "fanduel");

  /** How many points each bookmaker quotes; each is a line of the market. */
  private static final int POINTS = 3;

  @Param({"5", "20", "50"})
  public int books;

  /** The bet type's method. Every offer is valued by every other method too. */
  @Param({"multiplicative", "shin"})
  public String method;

  private PricingTerms type;
  private MarketBook book;
  private EvCalculator calculator;
  private int update;

  @Setup
  public void prepare() {
    type =
        new PricingTerms(
            TOTALS,
            Shape.OVER_UNDER,
            BetTypeSettings.defaults().withMethod(MarginMethod.of(method).method()),
            1);
    calculator = new EvCalculator(new FeeTable(Map.of()));
    book = new MarketBook(snapshot(0).marketId());
    for (update = 0; update < books; update++) {
      book.apply(snapshot(update));
    }
  }

  @Benchmark
  public void update(Blackhole priced) {
    book.apply(snapshot(update++));
    priced.consume(calculator.price(book.lines(type.shape()).values(), type));
  }

  /** The next bookmaker's snapshot, a millisecond later and at other prices. */
  private MarketSnapshot snapshot(int number) {
    int bookmaker = number % books;
    Instant at = NOON.plusMillis(number);
    List<Outcome> outcomes = new ArrayList<>(2 * POINTS);
    for (int i = 0; i < POINTS; i++) {
      double over = 1.85 + 0.01 * ((number + i) % 11);
      outcomes.add(Outcome.of("Over", null, 5.5 + i, over));
      outcomes.add(Outcome.of("Under", null, 5.5 + i, 3.78 - over));
    }
    String key = bookmaker < REFERENCES.size() ? REFERENCES.get(bookmaker) : "book" + bookmaker;
    return new MarketSnapshot(MATCH, TOTALS, new Bookmaker(key), outcomes, at, at, null);
  }
}
