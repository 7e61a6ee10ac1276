package io.betintel.ev.oracle;

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
  final SortedSet<String> flags = new TreeSet<>();
  final Figures figures = new Figures();
  Double ev;
  String valueClass;

  ValuedOffer(
      PairedLine.Quote quote, int side, FairValue fair, TypeRules rules, OracleFee fee, long now) {
    OracleQuote sent = quote.sent;
    SentPrice given = quote.sides[side];
    this.book = sent.book();
    this.price = given.odds();
    this.netPrice = fee.net(price);
    this.limit = given.limit();
    this.validUntil =
        Math.min(
            sent.quotedAt() + rules.offerAge(),
            Math.max(sent.start(), sent.quotedAt() + rules.offerAgeInPlay()));
    if (now > validUntil) {
      flags.add("stale");
    }
    if (rules.priced()
        && quote.complete()
        && 1 - 1 / FairValue.inverseSum(quote.odds()) < rules.minimumHold()) {
      flags.add("hold");
    }
    if (fee.isUnknown()) {
      flags.add("unknown_fee");
    }
    if (rules.priced() && !quote.fits) {
      flags.add("shape");
    } else if (quote.ambiguous) {
      flags.add("ambiguous");
    } else if (fair.notPriced() == null) {
      value(side, fair, rules);
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
        .put("flags", flags);
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

  private void value(int side, FairValue fair, TypeRules rules) {
    SortedMap<String, Double> weights = fair.weightsWithout(book);
    if (weights.isEmpty()) {
      flags.add(fair.references().size() == 1 ? "no_reference" : "too_few_books");
      return;
    }
    double p = fair.probabilities(weights)[side];
    ev = p * netPrice - 1;
    double profit = netPrice - 1;
    double kelly = ev > 0 ? (profit * p - (1 - p)) / profit : 0;
    if (1 / p < rules.minimumFairOdds() || 1 / p > rules.maximumFairOdds()) {
      flags.add("fair_odds");
    }
    if (ev > rules.suspectEv()) {
      flags.add("suspect");
    }
    boolean bet =
        !flags.contains("stale")
            && !flags.contains("fair_odds")
            && !flags.contains("hold")
            && !flags.contains("unknown_fee")
            && !takesNothing();
    if (bet) {
      valueClass = ev >= rules.take() ? "take" : ev > 0 ? "marginal" : "none";
    }
    figures
        .put("fair_probability", p)
        .put("references", weights.keySet())
        .put("ev", ev)
        .put("kelly", kelly)
        .put("stake", bet ? Math.min(kelly * rules.kellyMultiplier(), rules.stakeCap()) : 0.0)
        .put("value_class", valueClass)
        .put("worst_case_ev", fair.combined("worst_case", weights)[side] * netPrice - 1);
    for (String method : Devig.METHODS) {
      double[] probabilities = fair.combined(method, weights);
      if (probabilities != null) {
        figures.put("ev_by_method/" + method, probabilities[side] * netPrice - 1);
      }
    }
  }
}
