package io.betintel.ev.pricing;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fair price of one line by {@code devig_then_average}: fair_i = sum over references of weight
 * times p_i, after removing each reference's own margin. Weights are renormalised over the
 * references that quote the whole line and are fresh by the market's time. References are combined
 * in the order of their keys, so that the same quotes give the same bits.
 */
public final class Consensus {
  public static final String LABEL = "devig_then_average";

  private final Line line;
  private final BetTypeSettings settings;
  private final SortedMap<Bookmaker, Quote> references = new TreeMap<>();
  private final SortedMap<Bookmaker, Removal.Fair> probabilities = new TreeMap<>();
  private final NotPriced notPriced;

  public Consensus(Line line, BetTypeSettings settings) {
    this.line = line;
    this.settings = settings;
    this.notPriced = collect();
  }

  /** Why there is no fair price; null if there is one. */
  public NotPriced notPriced() {
    return notPriced;
  }

  /** The references' complete and fresh quotes, by key. */
  public SortedMap<Bookmaker, Quote> references() {
    return Collections.unmodifiableSortedMap(references);
  }

  /** The price that all references make; empty if {@link #notPriced()}. */
  public Optional<FairPrice> price() {
    return notPriced == null ? Optional.of(combine(null)) : Optional.empty();
  }

  /**
   * The price that the references other than {@code priced} make: a bookmaker never helps to value
   * its own offer.
   *
   * @return empty if there is no other reference, or too few of them
   */
  public Optional<FairPrice> priceWithout(Bookmaker priced) {
    if (notPriced != null) {
      return Optional.empty();
    }
    int left = references.size() - (references.containsKey(priced) ? 1 : 0);
    return left == 0 || left < settings.minimumReferences()
        ? Optional.empty()
        : Optional.of(combine(priced));
  }

  private NotPriced collect() {
    if (!line.shape().priced()) {
      return NotPriced.SHAPE_NOT_PRICED;
    }
    switch (line.fit()) {
      case CONTRADICTION -> {
        return NotPriced.SHAPE;
      }
      case PARTIAL -> {
        return NotPriced.ONE_SIDED;
      }
      case WHOLE -> {}
    }
    if (line.quotes().stream().noneMatch(Quote::complete)) {
      return line.quotes().stream().anyMatch(Quote::ambiguous)
          ? NotPriced.AMBIGUOUS
          : NotPriced.ONE_SIDED;
    }
    MethodWithFallback method =
        new MethodWithFallback(MarginMethod.of(settings.method()), new Multiplicative());
    Instant oldest = line.marketTime().minus(settings.referenceAge());
    boolean stale = false;
    for (Quote quote : line.quotes()) {
      Bookmaker bookmaker = quote.snapshot().bookmaker();
      if (!settings.weights().containsKey(bookmaker) || !quote.complete()) {
        continue;
      }
      if (quote.snapshot().lastUpdate().isBefore(oldest)) {
        stale = true;
        continue;
      }
      if (method.remove(quote.odds()).removal() instanceof Removal.Fair fair) {
        references.put(bookmaker, quote);
        probabilities.put(bookmaker, fair);
      }
    }
    if (references.isEmpty()) {
      return stale ? NotPriced.STALE_REFERENCE : NotPriced.NO_REFERENCE;
    }
    return references.size() < settings.minimumReferences() ? NotPriced.TOO_FEW_BOOKS : null;
  }

  private FairPrice combine(Bookmaker without) {
    double total = 0;
    for (Bookmaker bookmaker : references.keySet()) {
      total += bookmaker.equals(without) ? 0 : settings.weights().get(bookmaker);
    }
    double[] fair = new double[line.outcomes().size()];
    SortedMap<Bookmaker, Double> weights = new TreeMap<>();
    for (var reference : probabilities.entrySet()) {
      if (reference.getKey().equals(without)) {
        continue;
      }
      double weight = settings.weights().get(reference.getKey()) / total;
      weights.put(reference.getKey(), weight);
      for (int i = 0; i < fair.length; i++) {
        fair[i] += weight * reference.getValue().probability(i);
      }
    }
    return new FairPrice(Arrays.stream(fair).boxed().toList(), weights);
  }
}
