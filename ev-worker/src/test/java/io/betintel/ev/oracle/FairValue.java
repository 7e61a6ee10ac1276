package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a line's references make of it, all of them or all but one. */
final class FairValue {
  /** Of several references' reasons the one that comes last here is given. */
  private static final List<String> REASONS =
      List.of("no_reference", "ambiguous", "reference_hold", "stale_reference");

  private final PairedLine line;
  private final boolean teams;
  private final TypeRules rules;
  private final SortedMap<String, double[]> references = new TreeMap<>();
  private final Map<String, double[]> removed = new HashMap<>();
  private String notPriced;
  private boolean holdFails;

  FairValue(PairedLine line, boolean teams, TypeRules rules, long marketTime) {
    this.line = line;
    this.teams = teams;
    this.rules = rules;
    this.notPriced = ofTheLine();
    if (notPriced == null) {
      choose(marketTime);
    }
  }

  /** Null if the line is priced. */
  String notPriced() {
    return notPriced;
  }

  /** The references' odds by key. */
  SortedMap<String, double[]> references() {
    return references;
  }

  private String ofTheLine() {
    if (!rules.priced()) {
      return "shape_not_priced";
    }
    if (!line.fit().equals("whole")) {
      return line.fit().equals("partial") ? "one_sided" : "shape";
    }
    boolean referenceDraws =
        isTwoSided() && line.others().quotedBy.stream().anyMatch(rules.weights()::containsKey);
    if (line.others().draw || (rules.shape().equals("winner") && referenceDraws)) {
      return "not_exhaustive";
    }
    if (line.quotes().values().stream().anyMatch(PairedLine.Quote::complete)) {
      return null;
    }
    return line.quotes().values().stream().anyMatch(quote -> quote.ambiguous)
        ? "ambiguous"
        : "one_sided";
  }

  private void choose(long marketTime) {
    String reason = REASONS.get(0);
    for (var entry : line.quotes().entrySet()) {
      PairedLine.Quote quote = entry.getValue();
      if (!rules.weights().containsKey(entry.getKey())) {
        continue;
      }
      String found = REASONS.get(0);
      if (quote.ambiguous) {
        found = "ambiguous";
      } else if (quote.complete()) {
        double hold = 1 - 1 / inverseSum(quote.odds());
        if (marketTime - quote.sent.quotedAt() > rules.referenceAge()) {
          found = "stale_reference";
        } else if (hold < rules.minimumHold() || hold > rules.maximumHold()) {
          found = "reference_hold";
          holdFails = true;
        } else {
          references.put(entry.getKey(), quote.odds());
        }
      }
      reason = REASONS.indexOf(found) > REASONS.indexOf(reason) ? found : reason;
    }
    if (references.isEmpty()) {
      notPriced = reason;
    } else if (references.size() < rules.minimumReferences()) {
      notPriced = "too_few_books";
    }
  }

  /**
   * Whether exactly one outcome wins as far as is known: nobody quotes more, no reference's hold
   * speaks against it, and for a field one reference's hold speaks for it.
   */
  boolean exhaustive() {
    return rules.priced()
        && line.fit().equals("whole")
        && !"not_exhaustive".equals(notPriced)
        && line.others().quotedBy.isEmpty()
        && !holdFails
        && (isTwoSided() || !references.isEmpty());
  }

  /** Whether the shape names the sides; a winner market's are the event's teams. */
  private boolean isTwoSided() {
    return !rules.shape().equals("n_way") && (!rules.shape().equals("winner") || teams);
  }

  /** The weights of all references but one, renormalised; empty if too few are left. */
  SortedMap<String, Double> weightsWithout(String book) {
    List<String> left = new ArrayList<>(references.keySet());
    left.remove(book);
    SortedMap<String, Double> weights = new TreeMap<>();
    if (notPriced == null && !left.isEmpty() && left.size() >= rules.minimumReferences()) {
      double sum = left.stream().mapToDouble(rules.weights()::get).sum();
      left.forEach(reference -> weights.put(reference, rules.weights().get(reference) / sum));
    }
    return weights;
  }

  /** By the bet type's method, or what stands in for it. */
  double[] probabilities(SortedMap<String, Double> weights) {
    double[] fair = new double[line.names().size()];
    if (averages()) {
      return combined(methodFor("mean", mean(weights)), weights);
    }
    weights.forEach(
        (book, weight) -> {
          String method = methodFor(book, references.get(book));
          add(fair, weight, removed(method, book, references.get(book)));
        });
    return fair;
  }

  /** Which method was used for a reference. */
  String methodOf(String book, SortedMap<String, Double> weights) {
    return averages() ? methodFor("mean", mean(weights)) : methodFor(book, references.get(book));
  }

  /**
   * By one method, or by {@code worst_case}; null if it leaves an outcome of some reference
   * nothing.
   */
  double[] combined(String method, SortedMap<String, Double> weights) {
    if (averages()) {
      return remove(method, mean(weights));
    }
    double[] fair = new double[line.names().size()];
    for (String book : weights.keySet()) {
      double[] probabilities = removed(method, book, references.get(book));
      if (probabilities == null) {
        return null;
      }
      add(fair, weights.get(book), probabilities);
    }
    return fair;
  }

  private boolean averages() {
    return rules.consensus().equals("average_then_devig");
  }

  private String methodFor(String whose, double[] odds) {
    for (String method : List.of(rules.method(), rules.fallback())) {
      if ((whose.equals("mean") ? remove(method, odds) : removed(method, whose, odds)) != null) {
        return method;
      }
    }
    return "multiplicative";
  }

  /** Odds whose inverses are the weighted mean of the references' inverse odds. */
  private double[] mean(SortedMap<String, Double> weights) {
    double[] inverse = new double[line.names().size()];
    weights.forEach(
        (book, weight) -> {
          for (int i = 0; i < inverse.length; i++) {
            inverse[i] += weight / references.get(book)[i];
          }
        });
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / inverse[i];
    }
    return inverse;
  }

  private double[] removed(String method, String book, double[] odds) {
    return removed.computeIfAbsent(method + " " + book, k -> remove(method, odds));
  }

  private static double[] remove(String method, double[] odds) {
    return method.equals("worst_case") ? Devig.worstCase(odds) : Devig.by(method, odds);
  }

  private static void add(double[] sum, double weight, double[] probabilities) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * probabilities[i];
    }
  }

  static double inverseSum(double[] odds) {
    double sum = 0;
    for (double price : odds) {
      sum += 1 / price;
    }
    return sum;
  }
}
