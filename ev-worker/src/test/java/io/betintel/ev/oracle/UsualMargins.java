package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What bookmakers say that quote one of two sides alone, if their margin there is what it usually
 * is: by their two-sided quotes in the markets of one event that are priced together.
 */
final class UsualMargins {
  /** Of each bookmaker the sums of inverse odds. */
  private final Map<String, List<Double>> sums = new HashMap<>();

  private final Map<String, Long> until = new HashMap<>();

  /** Takes the two-sided quotes of a line that are fresh then. */
  void add(PairedLine line, TypeRules rules, long time) {
    if (!isTwoSided(line, rules)) {
      return;
    }
    line.quotes()
        .forEach(
            (book, quote) -> {
              long end = quote.sent.quotedAt() + rules.referenceAge();
              if (quote.complete() && time <= end) {
                double sum = FairValue.inverseSum(quote.odds());
                double hold = 1 - 1 / sum;
                if (hold >= rules.minimumHold() && hold <= rules.maximumHold()) {
                  sums.computeIfAbsent(book, b -> new ArrayList<>()).add(sum);
                  until.merge(book, end, Math::min);
                }
              }
            });
  }

  private static boolean isTwoSided(PairedLine line, TypeRules rules) {
    return line.fit().equals("whole")
        && List.of("over_under", "yes_no", "spread").contains(rules.shape());
  }

  /**
   * The price by the references that quote one side alone, all but one.
   *
   * @param model of the sport; null if there is none
   * @param without null for none
   * @return null if they make none
   */
  LadderEstimate price(
      PairedLine line, TypeRules rules, LadderRules model, long now, String without) {
    List<String> books = valued(line, rules, model, now);
    books.remove(without);
    if (books.isEmpty() || books.size() < rules.minimumReferences()) {
      return null;
    }
    double[] mean = new double[4];
    double total = books.stream().mapToDouble(rules.weights()::get).sum();
    for (String book : books) {
      double[] own = ofBook(line, rules, model, book);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += rules.weights().get(book) / total * own[i];
      }
    }
    SortedSet<String> references = new TreeSet<>(books);
    return LadderEstimate.oneSided(mean[0], mean[1], mean[2], mean[3], references);
  }

  /** When the first quote behind any of them is too old. */
  long until(PairedLine line, TypeRules rules, LadderRules model, long now) {
    long first = Long.MAX_VALUE;
    for (String book : valued(line, rules, model, now)) {
      long own = line.quotes().get(book).sent.quotedAt() + rules.referenceAge();
      first = Math.min(first, Math.min(own, until.get(book)));
    }
    return first;
  }

  /** The references whose single side has a price, by key. */
  private List<String> valued(PairedLine line, TypeRules rules, LadderRules model, long now) {
    List<String> books = new ArrayList<>();
    if (!isTwoSided(line, rules)) {
      return books;
    }
    line.quotes()
        .forEach(
            (book, quote) -> {
              boolean single = (quote.sides[0] == null) != (quote.sides[1] == null);
              boolean fresh = now - quote.sent.quotedAt() <= rules.referenceAge();
              if (rules.weights().containsKey(book)
                  && quote.fits
                  && !quote.ambiguous
                  && single
                  && fresh
                  && ofBook(line, rules, model, book) != null) {
                books.add(book);
              }
            });
    return books;
  }

  /**
   * The first side's probability and its error, the least that it is, and the least that the second
   * one's is; null if the margin is unknown or leaves nothing.
   */
  private double[] ofBook(PairedLine line, TypeRules rules, LadderRules model, String book) {
    List<Double> own = sums.getOrDefault(book, List.of());
    if (own.size() < 3) {
      return null;
    }
    int n = own.size();
    double mean = own.stream().mapToDouble(x -> x).sum() / n;
    double variance = own.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (n - 1);
    double wide = 2 * Math.max(Math.sqrt(variance), 0.005) * Math.sqrt(1 + 1.0 / n);
    SentPrice[] sides = line.quotes().get(book).sides;
    double odds = (sides[0] == null ? sides[1] : sides[0]).odds();
    Double fair = of(rules.method(), odds, mean);
    fair = fair == null ? of("multiplicative", odds, mean) : fair;
    if (fair == null) {
      return null;
    }
    double least = fair;
    double most = fair;
    for (String method : List.of("multiplicative", "additive", "power", "shin")) {
      Double low = of(method, odds, mean + wide);
      Double high = of(method, odds, Math.max(mean - wide, 1));
      least = low == null ? 0 : Math.min(least, low);
      most = high == null ? most : Math.max(most, high);
    }
    most = Math.min(most, 1 / odds);
    // Two sources of error: which margin it is, and that bookmakers disagree.
    double z = StandardNormal.quantile(Math.min(fair, 1 - fair));
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    double error =
        Math.hypot(
            (most - least) / 4,
            Math.max(0.028, model == null ? 0 : 1.3 * model.error(0)) * density);
    double band = error * 2.9;
    least = Math.max(0, Math.min(least, fair - band));
    most = Math.min(1, Math.max(most, fair + band));
    return sides[0] == null
        ? new double[] {1 - fair, error, 1 - most, least}
        : new double[] {fair, error, least, 1 - most};
  }

  /** Null if the method leaves one side nothing, or the sum does. */
  private static Double of(String method, double odds, double sum) {
    double other = sum - 1 / odds;
    double[] both =
        other > 0 && other < 1 ? Devig.by(method, new double[] {odds, 1 / other}) : null;
    return both == null ? null : (Double) both[0];
  }
}
