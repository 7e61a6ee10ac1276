package io.betintel.ev.pricing;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.market.Line;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.NotPriced;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The fair price of one line, which its references make together. The bet type's settings say how
 * they are combined. Weights are renormalised over the references that quote the whole line within
 * the limits. References are combined in the order of their keys, so that the same quotes give the
 * same bits.
 *
 * <p>Each reference's margin is removed once by each method, however many offers are valued. For
 * one thread.
 */
public final class Consensus {
  private static final double[] NOTHING = {};

  private final BetTypeSettings settings;
  private final int outcomes;
  private final References references;
  private final double[][][] removed;
  private final Map<Bookmaker, Optional<FairPrice>> prices = new HashMap<>();
  private final Map<Bookmaker, FairByMethod> byMethod = new HashMap<>();

  public Consensus(Line line, BetTypeSettings settings) {
    this.settings = settings;
    this.outcomes = line.outcomes().size();
    this.references = References.of(line, settings);
    this.removed = new double[Removals.COUNT][references.quotes().size()][];
  }

  /** Why there is no fair price; null if there is one. */
  public NotPriced notPriced() {
    return references.notPriced();
  }

  /**
   * Whether bets on several outcomes may be combined: exactly one of them wins, as far as sport,
   * shape and every quote say. A field needs a reference that quotes that very set with a hold
   * within the limits; a reference outside of them speaks against any set.
   */
  public boolean exhaustive() {
    return references.exhaustive();
  }

  /** The bookmakers that make the price, by key. */
  public List<ReferenceQuote> references() {
    return references.quotes();
  }

  /** Whether the bookmaker is one of them. */
  public boolean isReference(Bookmaker bookmaker) {
    return references.quotes().stream().anyMatch(quote -> quote.bookmaker().equals(bookmaker));
  }

  /** The price by all references; empty if {@link #notPriced()}. */
  public Optional<FairPrice> price() {
    return notPriced() == null ? priceWithout(null) : Optional.empty();
  }

  /**
   * The price by the references other than {@code priced}: a bookmaker never helps to value its own
   * offer.
   *
   * @return empty if there is no other reference, or too few of them
   */
  public Optional<FairPrice> priceWithout(Bookmaker priced) {
    return prices.computeIfAbsent(
        without(priced), left -> enough(left) ? Optional.of(combine(left)) : Optional.empty());
  }

  /**
   * The price by every method, of the same references. Call it only if {@link #priceWithout} gives
   * a price.
   */
  public FairByMethod byMethodWithout(Bookmaker priced) {
    return byMethod.computeIfAbsent(
        without(priced),
        left -> {
          SortedMap<Bookmaker, Double> weights = weights(left);
          double[] average = averages() ? averageOdds(weights) : null;
          double[][] fair = new double[Removals.COUNT][];
          for (int place = 0; place < fair.length; place++) {
            fair[place] = averages() ? Removals.by(place, average) : combine(place, weights);
          }
          return new FairByMethod(fair);
        });
  }

  /** Null, as for {@link #price}, for a bookmaker that is not a reference: they share a price. */
  private Bookmaker without(Bookmaker priced) {
    return priced != null && isReference(priced) ? priced : null;
  }

  private boolean enough(Bookmaker without) {
    int left = references.quotes().size() - (without == null ? 0 : 1);
    return notPriced() == null && left > 0 && left >= settings.limits().minimumReferences();
  }

  private FairPrice combine(Bookmaker without) {
    SortedMap<Bookmaker, Double> weights = weights(without);
    SortedMap<Bookmaker, Method> methods = new TreeMap<>();
    double[] fair;
    if (averages()) {
      double[] average = averageOdds(weights);
      Used used = used(place -> Removals.by(place, average));
      weights.keySet().forEach(bookmaker -> methods.put(bookmaker, used.method()));
      fair = used.probabilities();
    } else {
      fair = new double[outcomes];
      for (int i = 0; i < references.quotes().size(); i++) {
        int reference = i;
        Bookmaker bookmaker = references.quotes().get(i).bookmaker();
        if (weights.containsKey(bookmaker)) {
          Used used = used(place -> removed(place, reference));
          methods.put(bookmaker, used.method());
          add(fair, weights.get(bookmaker), used.probabilities());
        }
      }
    }
    return new FairPrice(Arrays.stream(fair).boxed().toList(), weights, methods);
  }

  /** Null if the method gives no probability to some outcome of a reference. */
  private double[] combine(int place, SortedMap<Bookmaker, Double> weights) {
    double[] fair = new double[outcomes];
    for (int i = 0; i < references.quotes().size(); i++) {
      Double weight = weights.get(references.quotes().get(i).bookmaker());
      if (weight != null) {
        double[] probabilities = removed(place, i);
        if (probabilities == null) {
          return null;
        }
        add(fair, weight, probabilities);
      }
    }
    return fair;
  }

  private boolean averages() {
    return settings.consensus() == Combination.AVERAGE_THEN_DEVIG;
  }

  private SortedMap<Bookmaker, Double> weights(Bookmaker without) {
    double total = 0;
    for (ReferenceQuote quote : references.quotes()) {
      total += quote.bookmaker().equals(without) ? 0 : quote.weight();
    }
    SortedMap<Bookmaker, Double> weights = new TreeMap<>();
    for (ReferenceQuote quote : references.quotes()) {
      if (!quote.bookmaker().equals(without)) {
        weights.put(quote.bookmaker(), quote.weight() / total);
      }
    }
    return weights;
  }

  /** The odds whose inverses are the weighted mean of the references' inverse odds. */
  private double[] averageOdds(SortedMap<Bookmaker, Double> weights) {
    double[] odds = new double[outcomes];
    for (ReferenceQuote quote : references.quotes()) {
      Double weight = weights.get(quote.bookmaker());
      if (weight != null) {
        for (int i = 0; i < odds.length; i++) {
          odds[i] += weight / quote.odds()[i];
        }
      }
    }
    for (int i = 0; i < odds.length; i++) {
      odds[i] = 1 / odds[i];
    }
    return odds;
  }

  private double[] removed(int place, int reference) {
    double[][] known = removed[place];
    if (known[reference] == null) {
      double[] probabilities = Removals.by(place, references.quotes().get(reference).odds());
      known[reference] = probabilities == null ? NOTHING : probabilities;
    }
    return known[reference].length == 0 ? null : known[reference];
  }

  /** By the bet type's method, else its fallback; multiplicative always gives probabilities. */
  private Used used(IntFunction<double[]> removal) {
    for (Method method : List.of(settings.method(), settings.fallback(), Method.MULTIPLICATIVE)) {
      double[] probabilities = removal.apply(Removals.place(method));
      if (probabilities != null) {
        return new Used(method, probabilities);
      }
    }
    throw new IllegalStateException("no method gives every outcome a probability: " + references);
  }

  private static void add(double[] sum, double weight, double[] probabilities) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * probabilities[i];
    }
  }

  /** The method that gave every outcome a probability, and the probabilities. */
  @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
  private record Used(Method method, double[] probabilities) {}
}
