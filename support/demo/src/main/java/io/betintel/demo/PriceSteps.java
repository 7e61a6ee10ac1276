package io.betintel.demo;

import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Simulated prices. In the first pass over the files every price is the real one. From then on each
 * market copies the price moves of one market of the season, drawn at random: each of its
 * bookmakers makes one of these moves in {@value #STEPS} steps and returns to the real price in as
 * many. Then another market is drawn. So no step is larger than a quarter of a move that was seen,
 * no price is further from the real one than prices moved in reality, and bookmakers differ as much
 * as they did there. The same seed gives the same prices.
 */
public final class PriceSteps {
  static final int STEPS = 4;

  private final PriceMoves moves;
  private final long seed;

  public PriceSteps(PriceMoves moves, long seed) {
    this.moves = moves;
    this.seed = seed;
  }

  /**
   * A quote's outcomes in a pass.
   *
   * @param pass from 0
   */
  public List<Outcome> at(MarketSnapshot real, int pass) {
    int phase = pass % (2 * STEPS);
    double part = (double) Math.min(phase, 2 * STEPS - phase) / STEPS;
    if (part == 0) {
      return real.outcomes();
    }
    int market = drawn(real.marketId(), pass / (2 * STEPS));
    double move = part * moves.move(market, real.bookmaker().toString().hashCode());
    return PricedSides.of(real.outcomes()).stream()
        .flatMap(line -> line.moved(move).stream())
        .toList();
  }

  private int drawn(MarketId market, int round) {
    return new SplittableRandom(seed + 31L * market.text().hashCode() + round)
        .nextInt(moves.size());
  }
}
