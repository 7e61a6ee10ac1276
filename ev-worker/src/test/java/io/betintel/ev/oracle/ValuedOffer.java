package io.betintel.ev.oracle;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** One bookmaker's price of one outcome, valued against the others. */
final class ValuedOffer {
  final String book;
  final double price;
  final double netPrice;
  final long validUntil;
  final Double limit;
  private final boolean lays;
  final SortedSet<String> flags = new TreeSet<>();
  final Figures figures = new Figures();
  Double ev;
  String valueClass;

  /**
   * @param priced whether the line is
   * @param near by the ladder without the bookmaker; null if it is not asked
   * @param model of the ladder; null if there is none
   */
  ValuedOffer(
      PairedLine.Quote quote,
      int side,
      FairValue fair,
      boolean priced,
      LadderEstimate near,
      LadderRules model,
      TypeRules rules,
      OracleFee fee,
      boolean lays,
      long now) {
    this.lays = lays;
    boolean judged = rules.priced() || (lays && fair.notPriced() == null);
    OracleQuote sent = quote.sent;
    SentPrice given = quote.sides[side];
    this.book = sent.book();
    this.price = given.odds();
    this.netPrice = fee.net(lays ? 1 + 1 / (price - 1) : price);
    this.limit = given.limit();
    this.validUntil =
        Math.min(
            sent.quotedAt() + rules.offerAge(),
            Math.max(sent.start(), sent.quotedAt() + rules.offerAgeInPlay()));
    if (now > validUntil) {
      flags.add("stale");
    }
    if (judged && quote.complete() && hold(quote.odds()) < rules.minimumHold()) {
      flags.add("hold");
    }
    if (fee.isUnknown()) {
      flags.add("unknown_fee");
    }
    if (judged && !quote.fits) {
      flags.add("shape");
    } else if (quote.ambiguous) {
      flags.add("ambiguous");
    } else if (near != null && near.notPriced == null) {
      estimate(side, near, rules);
    } else if (fair.notPriced() == null) {
      value(side, fair, model, rules);
    } else if (priced) {
      flags.add("no_reference");
    }
    figures
        .put("bookmaker", book)
        .put("price", price)
        .put("net_price", netPrice)
        .put("quoted_at", sent.quotedAt())
        .put("valid_until", validUntil)
        .put("age_ms", now - sent.quotedAt())
        .put("link", given.link() == null ? sent.link() : given.link())
        .put("bet_limit", limit)
        .put("fee", fee.form())
        .put("liability", lays ? price - 1 : null)
        .put("flags", flags);
  }

  /** Of stakes in proportion, what is kept: by who offers to back, or by who lays all. */
  private double hold(double[] odds) {
    double sum = FairValue.inverseSum(odds);
    return lays ? 1 - sum : 1 - 1 / sum;
  }

  boolean usable() {
    return !flags.contains("stale")
        && !flags.contains("ambiguous")
        && !flags.contains("shape")
        && !flags.contains("unknown_fee");
  }

  /** Whether it can be one of several bets that belong together. */
  boolean combinable() {
    return usable() && !flags.contains("hold") && !takesNothing();
  }

  private boolean takesNothing() {
    return limit != null && limit == 0;
  }

  /** Class and stake are by the least probability, unless it is quoted. */
  private void estimate(int side, LadderEstimate near, TypeRules rules) {
    double p = near.probability(side);
    double least = near.least(side);
    double lower = least * netPrice - 1;
    ev = p * netPrice - 1;
    boolean quoted = near.source.equals("quoted");
    boolean bet = classed(p, rules);
    double sure = quoted ? p : least;
    if (near.isOneSided()) {
      flags.add("one_sided");
    }
    if (bet) {
      boolean safe =
          near.isOneSided()
              ? ev >= rules.take() && lower > 0
              : (quoted ? ev : lower) >= rules.take();
      valueClass = ev <= 0 ? "none" : safe ? "take" : "marginal";
    }
    figures
        .put("fair_probability", p)
        .put("references", near.references)
        .put("ev", ev)
        .put("kelly", kelly(p))
        .put("stake", bet ? Math.min(kelly(sure) * rules.kellyMultiplier(), rules.stakeCap()) : 0.0)
        .put("value_class", valueClass)
        .put("source", near.source)
        .put("distance", near.distance)
        .put("standard_error", near.error)
        .put("worst_case_ev", near.isOneSided() ? lower : null)
        .put("ev_lower", lower);
  }

  private double kelly(double p) {
    double profit = netPrice - 1;
    return p * netPrice > 1 ? (profit * p - (1 - p)) / profit : 0;
  }

  /** Flags what the value says, and whether it is classed. */
  private boolean classed(double p, TypeRules rules) {
    if (1 / p < rules.minimumFairOdds() || 1 / p > rules.maximumFairOdds()) {
      flags.add("fair_odds");
    }
    if (ev > rules.suspectEv()) {
      flags.add("suspect");
    }
    return !flags.contains("stale")
        && !flags.contains("fair_odds")
        && !flags.contains("hold")
        && !flags.contains("unknown_fee")
        && !takesNothing();
  }

  /** Of a probability that references quote. */
  static double errorOfQuotes(LadderRules model, double p) {
    double z = StandardNormal.quantile(Math.min(p, 1 - p));
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    return LadderEstimate.rounded(model.error(0) * density);
  }

  private void value(int side, FairValue fair, LadderRules model, TypeRules rules) {
    SortedMap<String, Double> weights = fair.weightsWithout(book);
    if (weights.isEmpty()) {
      flags.add(fair.references().size() == 1 ? "no_reference" : "too_few_books");
      return;
    }
    double p = fair.probabilities(weights)[side];
    double won = lays ? 1 - p : p;
    ev = won * netPrice - 1;
    double kelly = kelly(won);
    boolean bet = classed(p, rules);
    if (model != null) {
      double least = Math.max(0, p - model.tail() * errorOfQuotes(model, p));
      figures.put("ev_lower", least * netPrice - 1);
    }
    if (bet) {
      valueClass = ev >= rules.take() ? "take" : ev > 0 ? "marginal" : "none";
    }
    figures
        .put("fair_probability", won)
        .put("references", weights.keySet())
        .put("ev", ev)
        .put("kelly", kelly)
        .put("stake", bet ? Math.min(kelly * rules.kellyMultiplier(), rules.stakeCap()) : 0.0)
        .put("value_class", valueClass)
        .put("worst_case_ev", worst(side, fair, weights) * netPrice - 1);
    for (String method : Devig.METHODS) {
      double[] probabilities = fair.combined(method, weights);
      if (probabilities != null) {
        double wins = lays ? 1 - probabilities[side] : probabilities[side];
        figures.put("ev_by_method/" + method, wins * netPrice - 1);
      }
    }
  }

  /** The least chance that four methods give the bet; to lay, all of a reference's are combined. */
  private double worst(int side, FairValue fair, SortedMap<String, Double> weights) {
    if (!lays) {
      return fair.combined("worst_case", weights)[side];
    }
    double least = 1;
    for (String method : List.of("multiplicative", "additive", "power", "shin")) {
      double[] probabilities = fair.combined(method, weights);
      least = probabilities == null ? least : Math.min(least, 1 - probabilities[side]);
    }
    return least;
  }
}
