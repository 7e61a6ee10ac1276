package io.betintel.ev.ladder;

import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.pricing.Normal;
import io.betintel.ev.pricing.NormalQuantile;
import io.betintel.ev.pricing.Removal;
import java.util.List;
import java.util.Optional;

/**
 * One bookmaker's margin in one family, from its two-sided quotes, for its quotes of one side
 * alone: Over or Yes without the other side. The side that is missing is taken to be quoted so that
 * the two have the bookmaker's usual overround. Mutable, for one thread.
 *
 * <p>Rejected: a margin of all bookmakers. They differ by more than a value bet is worth.
 */
public final class OneSidedMargin {
  /** Fewer quotes say too little of how much a margin varies. */
  public static final int LEAST_QUOTES = 3;

  /**
   * How far bookmakers disagree about a line, in standard deviations of the result, where no ladder
   * model says more: 68 % of single sides with a two-sided quote of their own, priced as if they
   * stood alone, were within it of the others' mean. 4436 of props of the NFL (2025) and NBA
   * (2024).
   */
  private static final double ERROR = 0.028;

  /** How many times as far as a model's error at distance 0, which is of several bookmakers. */
  private static final double ALONE = 1.3;

  /** How many standard errors cover 95 % of the same, with a model too. */
  public static final double TAIL = 2.9;

  /** How many standard deviations of its margins the worst case goes to. */
  private static final double WIDE = 2;

  /** The least that margins vary: prices are rounded. */
  private static final double ROUNDING = 0.005;

  /** Those whose least probability is the worst case of a two-sided quote too. */
  private static final List<Method> WORST =
      List.of(Method.MULTIPLICATIVE, Method.ADDITIVE, Method.POWER, Method.SHIN);

  private int count;

  /** Of 1/odds of both sides together. */
  private double mean;

  private double squares;

  /**
   * How far a bookmaker alone is from the others, in standard deviations of the result.
   *
   * @param model null if there is none
   */
  public static double error(LadderModel model) {
    return model == null ? ERROR : Math.max(ERROR, ALONE * model.error(0));
  }

  /** Counts a two-sided quote of the bookmaker; decimal odds, each above 1. */
  public void add(double one, double other) {
    double sum = 1 / one + 1 / other;
    count++;
    double off = sum - mean;
    mean += off / count;
    squares += off * (sum - mean);
  }

  /** How many two-sided quotes were counted. */
  public int quotes() {
    return count;
  }

  /** Whether it is made of as many quotes with the same margins. */
  public boolean saysAs(OneSidedMargin other) {
    return count == other.count && mean == other.mean && squares == other.squares;
  }

  /**
   * The fair probability of a side that is quoted alone.
   *
   * @param odds decimal, above 1
   * @param method how the bet type's margins are removed
   * @return empty if there are fewer than {@link #LEAST_QUOTES} two-sided quotes, or odds so short
   *     that the usual margin leaves nothing for the other side
   */
  public Optional<OneSided> fair(double odds, Method method) {
    if (count < LEAST_QUOTES) {
      return Optional.empty();
    }
    double deviation = Math.max(Math.sqrt(squares / (count - 1)), ROUNDING);
    // The margin of this very quote varies as the others', about a mean that is not known exactly.
    double wide = WIDE * deviation * Math.sqrt(1 + 1.0 / count);
    double usual = by(method, odds, mean);
    if (Double.isNaN(usual)) {
      usual = by(Method.MULTIPLICATIVE, odds, mean);
    }
    if (Double.isNaN(usual)) {
      return Optional.empty();
    }
    double least = usual;
    double most = usual;
    for (Method one : WORST) {
      double low = by(one, odds, mean + wide);
      double high = by(one, odds, Math.max(mean - wide, 1));
      // A method that leaves a side nothing knows no better than that.
      least = Math.min(least, Double.isNaN(low) ? 0 : low);
      most = Math.max(most, Double.isNaN(high) ? most : high);
    }
    return Optional.of(new OneSided(usual, least, Math.min(most, 1 / odds), (most - least) / 4));
  }

  /** NaN if the method gives a side no probability. */
  private static double by(Method method, double odds, double sum) {
    double other = sum - 1 / odds;
    if (!(other > 0 && other < 1)) {
      return Double.NaN;
    }
    return MarginMethod.of(method).remove(new double[] {odds, 1 / other}) instanceof Removal.Fair f
        ? f.probability(0)
        : Double.NaN;
  }

  /**
   * A fair probability that rests on an assumed margin.
   *
   * @param probability of the side that is quoted, by the bet type's method and the mean margin
   * @param least the worst case for a bet on that side: by multiplicative, additive, power and
   *     Shin, with the largest usual margin
   * @param most the worst case for a bet against it
   * @param standardError a quarter of the way from least to most
   */
  public record OneSided(double probability, double least, double most, double standardError) {

    /**
     * The same among other bookmakers, who disagree even where all quote both sides. The worst case
     * is also no better than what is 95 % sure.
     *
     * @param error how far they do, in standard deviations of the result
     */
    public OneSided among(double error) {
      double smaller = Math.min(probability, 1 - probability);
      double quotes = error * Normal.density(NormalQuantile.of(smaller));
      double both = Math.sqrt(standardError * standardError + quotes * quotes);
      return new OneSided(
          probability,
          Math.max(0, Math.min(least, probability - TAIL * both)),
          Math.min(1, Math.max(most, probability + TAIL * both)),
          both);
    }
  }
}
