package io.betintel.ev.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** One line with every offer, and the best and the highest of each outcome. */
final class ValuedLine {
  /** Reasons for which the references of other points are asked. */
  private static final List<String> NEARBY =
      List.of(
          "no_reference",
          "one_sided",
          "ambiguous",
          "reference_hold",
          "stale_reference",
          "too_few_books");

  final PairedLine line;
  final TypeRules rules;
  final long validUntil;
  final String settlement;
  final FairValue fair;

  /** Whether it has prices to lay. */
  final boolean lays;

  /** The line whose quotes make the price. */
  private final PairedLine source;

  /**
   * By the ladder, or one side alone; null if the line's references make a price, or it has none.
   */
  final LadderEstimate near;

  final double[] probabilities;
  final List<List<ValuedOffer>> offers = new ArrayList<>();

  private final OracleQuote event;
  private final long now;
  private final LadderRules model;
  private long ladderUntil = Long.MAX_VALUE;

  /**
   * @param ladder null if the line is on none
   * @param across the line of the same outcomes that is laid, or that lays; null if there is none
   * @param exchanges who lays anything in the event
   * @param ofPrice the rules by which the price is made: the shape of what is laid
   */
  ValuedLine(
      PairedLine line,
      OracleQuote event,
      long now,
      TypeRules rules,
      Map<String, OracleFee> fees,
      SharedLadder ladder,
      UsualMargins margins,
      PairedLine across,
      Set<String> exchanges,
      TypeRules ofPrice) {
    this.lays = rules.shape().equals("lay");
    boolean joined = lays && across != null && across.names().equals(line.names());
    TypeRules ofSource = joined ? ofPrice : rules;
    this.source =
        joined
            ? MidPrices.of(across, line, ofSource, fees, now)
            : MidPrices.of(line, lays ? null : across, ofSource, fees, now);
    this.model = ladder == null ? null : LadderRules.of(rules.models(), event.sport());
    LadderRules sport =
        rules.family() == null ? null : LadderRules.of(rules.models(), event.sport());
    this.line = line;
    this.rules = rules;
    this.event = event;
    this.now = now;
    boolean teams = event.home() != null && event.away() != null;
    this.fair = new FairValue(source, teams, ofSource, now);
    SortedMap<String, Double> weights = fair.weightsWithout(null);
    boolean asks = weights.isEmpty() && NEARBY.contains(fair.notPriced());
    double threshold = ladder == null ? 0 : SharedLadder.threshold(line, rules);
    LadderEstimate byLadder =
        asks && ladder != null ? ladder.without(model, threshold, null) : null;
    LadderEstimate alone =
        asks && !isValued(byLadder) ? margins.price(line, rules, sport, now, null) : null;
    this.near = alone == null ? byLadder : alone;
    boolean estimated = near != null && near.notPriced == null;
    this.probabilities =
        estimated
            ? new double[] {near.probability(0), near.probability(1)}
            : weights.isEmpty() ? null : fair.probabilities(weights);
    ladderUntil = isValued(byLadder) ? ladder.until() : ladderUntil;
    ladderUntil =
        alone == null ? ladderUntil : Math.min(ladderUntil, margins.until(line, rules, sport, now));
    Map<String, LadderEstimate> others = new HashMap<>();
    if (probabilities != null) {
      for (PairedLine.Quote quote : line.quotes().values()) {
        String book = quote.sent.book();
        boolean helped = weights.isEmpty() || fair.weightsWithout(book).isEmpty();
        if (helped && quote.fits && !quote.ambiguous) {
          String without = rules.weights().containsKey(book) ? book : null;
          LadderEstimate other = ladder == null ? null : ladder.without(model, threshold, without);
          if (isValued(other)) {
            ladderUntil = Math.min(ladderUntil, ladder.until());
          } else {
            LadderEstimate single = margins.price(line, rules, sport, now, without);
            other = single == null ? other : single;
            ladderUntil =
                single == null
                    ? ladderUntil
                    : Math.min(ladderUntil, margins.until(line, rules, sport, now));
          }
          others.put(book, other);
        }
      }
    }
    for (int side = 0; side < line.names().size(); side++) {
      List<ValuedOffer> ofSide = new ArrayList<>();
      for (PairedLine.Quote quote : line.quotes().values()) {
        if (quote.sides[side] != null) {
          String seller = quote.sent.book();
          OracleFee unlisted = exchanges.contains(seller) ? OracleFee.UNKNOWN : OracleFee.NOTHING;
          OracleFee fee = fees.getOrDefault(seller, unlisted);
          LadderEstimate other = others.get(quote.sent.book());
          ofSide.add(
              new ValuedOffer(
                  quote, side, fair, probabilities != null, other, model, rules, fee, lays, now));
        }
      }
      offers.add(ofSide);
    }
    this.settlement = rules.priced() && line.fit().equals("whole") ? settlement() : null;
    this.validUntil = validUntil();
  }

  private static boolean isValued(LadderEstimate estimate) {
    return estimate != null && estimate.notPriced == null;
  }

  /** The highest EV of what is classed; of equals the first by key. */
  ValuedOffer best(int side) {
    return offers.get(side).stream()
        .filter(offer -> offer.valueClass != null)
        .max(Comparator.comparing((ValuedOffer o) -> o.ev).thenComparing(byKey()))
        .orElse(null);
  }

  /** The highest price after fees of what could be bet on; of equals the first by key. */
  ValuedOffer top(int side) {
    return offers.get(side).stream()
        .filter(ValuedOffer::usable)
        .max(Comparator.comparing((ValuedOffer o) -> o.netPrice).thenComparing(byKey()))
        .orElse(null);
  }

  private static Comparator<ValuedOffer> byKey() {
    return Comparator.comparing((ValuedOffer offer) -> offer.book).reversed();
  }

  private String settlement() {
    if (line.point() == null || !List.of("over_under", "spread").contains(rules.shape())) {
      return "full";
    }
    double quarters = Math.abs(line.point()) * 4 % 4;
    return quarters == 0 ? "push" : quarters == 1 || quarters == 3 ? "quarter" : "full";
  }

  /** When the last offer becomes stale, or the first reference if that is sooner. */
  private long validUntil() {
    long last = 0;
    for (List<ValuedOffer> ofSide : offers) {
      for (ValuedOffer offer : ofSide) {
        last = Math.max(last, offer.validUntil);
      }
    }
    for (String reference : fair.references().keySet()) {
      long quoted = source.quotes().get(reference).sent.quotedAt();
      last = Math.min(last, quoted + rules.referenceAge());
    }
    return Math.min(last, ladderUntil);
  }

  private String notPriced() {
    if (near == null || "no_reference".equals(near.notPriced)) {
      return fair.notPriced();
    }
    return near.notPriced;
  }

  Figures figures() {
    Figures figures =
        new Figures()
            .put("line_id", line.id())
            .put("event_id", event.eventId())
            .put("sport_key", event.sport())
            .put("commence_time", event.start())
            .put("home_team", event.home())
            .put("away_team", event.away())
            .put("bet_type", event.betType())
            .put("description", line.description())
            .put("point", line.point())
            .put("status", "open")
            .put("not_priced", notPriced())
            .put("market_time", now)
            .put("valid_until", validUntil)
            .put("shape", rules.shape())
            .put("settlement", settlement)
            .put("method", rules.method())
            .put("consensus", rules.consensus())
            .put("settings_version", rules.settingsVersion());
    if (near != null && near.notPriced == null) {
      figures
          .put("source", near.source)
          .put("distance", near.distance)
          .put("standard_error", near.error);
    } else if (probabilities != null) {
      figures.put("source", "quoted").put("distance", 0.0);
      if (model != null) {
        figures.put("standard_error", ValuedOffer.errorOfQuotes(model, probabilities[0]));
      }
    }
    references(figures);
    for (int side = 0; side < line.names().size(); side++) {
      figures.putAll("outcomes/" + side, outcome(side));
    }
    return figures;
  }

  private void references(Figures figures) {
    SortedMap<String, Double> weights = fair.weightsWithout(null);
    int place = 0;
    for (String book : weights.keySet()) {
      double sum = FairValue.inverseSum(fair.references().get(book));
      figures.putAll(
          "references/" + place++,
          new Figures()
              .put("bookmaker", book)
              .put("weight", weights.get(book))
              .put("overround", sum - 1)
              .put("hold", 1 - 1 / sum)
              .put("method", fair.methodOf(book, weights))
              .put("age_ms", now - source.quotes().get(book).sent.quotedAt()));
    }
  }

  private Figures outcome(int side) {
    Figures outcome =
        new Figures().put("name", line.names().get(side)).put("point", line.points().get(side));
    if (probabilities != null) {
      double p = probabilities[side];
      outcome
          .put("fair_probability", p)
          .put("fair_price", 1 / p)
          .put("fair_american", p > 0.5 ? -100 * p / (1 - p) : 100 * (1 - p) / p);
    }
    ValuedOffer best = best(side);
    if (best != null) {
      outcome
          .put("best_bookmaker", best.book)
          .put("best_price", best.price)
          .put("best_ev", best.ev);
    }
    ValuedOffer top = top(side);
    if (top != null) {
      outcome.put("top_bookmaker", top.book).put("top_price", top.price);
    }
    for (int i = 0; i < offers.get(side).size(); i++) {
      outcome.putAll("offers/" + i, offers.get(side).get(i).figures);
    }
    return outcome;
  }
}
