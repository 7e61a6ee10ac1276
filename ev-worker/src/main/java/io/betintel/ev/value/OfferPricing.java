package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.LadderModel;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.market.Freshness;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.OfferFlags;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.FairByMethod;
import io.betintel.ev.pricing.FairPrice;
import java.time.Instant;
import java.util.List;

/** Values the offers of one line against the price by the other bookmakers. */
final class OfferPricing {
  private static final List<Method> WORST =
      List.of(Method.MULTIPLICATIVE, Method.ADDITIVE, Method.POWER, Method.SHIN);

  private final Line line;
  private final Consensus consensus;
  private final LineFair lineFair;

  /** Null if the line is on none. */
  private final LineLadder ladder;

  /** Null if no reference quotes one side alone. */
  private final OneSidedLine oneSided;

  private final BetTypeSettings settings;
  private final Staking staking;
  private final FeeTable fees;
  private final OtherSide sides;

  /** The last probability of which the error was asked: most offers of a line have the same. */
  private double asked = Double.NaN;

  private double errorOfAsked;

  OfferPricing(
      Line line,
      Consensus consensus,
      LineFair lineFair,
      LineLadder ladder,
      OneSidedLine oneSided,
      BetTypeSettings settings,
      FeeTable fees,
      OtherSide sides) {
    this.sides = sides;
    this.line = line;
    this.consensus = consensus;
    this.lineFair = lineFair;
    this.ladder = ladder;
    this.oneSided = oneSided;
    this.settings = settings;
    this.staking = new Staking(settings.take(), settings.kellyMultiplier(), settings.stakeCap());
    this.fees = fees;
  }

  /** The offers of one bookmaker. */
  Quoted of(Quote quote) {
    return new Quoted(quote);
  }

  private double errorOfQuotes(LadderModel model, double probability) {
    double smaller = Math.min(probability, 1 - probability);
    if (smaller != asked) {
      errorOfAsked = LineFair.errorOfQuotes(model, smaller);
      asked = smaller;
    }
    return errorOfAsked;
  }

  /** What all offers of a quote have in common. */
  final class Quoted {
    private final Quote quote;
    private final Bookmaker bookmaker;
    private final FeeTable.Charge charge;
    private final Instant lastUpdate;
    private final Instant validUntil;
    private final OfferFlags flags;

    /** By the other bookmakers; null if they do not quote the line. */
    private final FairPrice fair;

    /**
     * By what the other bookmakers quote at other points, or of one side alone; null with {@code
     * fair}, or without.
     */
    private final LadderAnswer estimate;

    private Quoted(Quote quote) {
      this.quote = quote;
      this.bookmaker = quote.bookmaker();
      this.charge = fees.charge(bookmaker, sides.layers().contains(bookmaker));
      this.lastUpdate = quote.lastUpdate();
      this.validUntil =
          Freshness.offerValidUntil(
              lastUpdate,
              line.event().commenceTime(),
              settings.offerAge(),
              settings.offerAgeInPlay());
      boolean priced = line.shape().priced() || (sides.lays() && lineFair.notPriced() == null);
      OfferFlags found = OfferFlags.NONE;
      if (line.marketTime().isAfter(validUntil)) {
        found = found.with(Offer.Flag.STALE);
      }
      if (priced && quote.complete() && hold() < settings.limits().minimumHold()) {
        found = found.with(Offer.Flag.HOLD);
      }
      if (!charge.fee().isKnown()) {
        found = found.with(Offer.Flag.UNKNOWN_FEE);
      }
      FairPrice others = null;
      LadderAnswer near = null;
      if (priced && !quote.fits()) {
        found = found.with(Offer.Flag.SHAPE);
      } else if (quote.ambiguous()) {
        found = found.with(Offer.Flag.AMBIGUOUS);
      } else if (lineFair.notPriced() == null) {
        others = lineFair.own() == null ? null : consensus.priceWithout(bookmaker).orElse(null);
        near = others == null ? near() : null;
        if (others == null && near == null) {
          found = found.with(noPrice());
        } else if (near != null && near.assumed()) {
          found = found.with(Offer.Flag.ONE_SIDED);
        }
      }
      this.flags = found;
      this.fair = others;
      this.estimate = near;
    }

    /** Null if neither the others' points nor one side alone say anything of the line. */
    private LadderAnswer near() {
      LadderAnswer near = ladder == null ? null : ladder.without(bookmaker);
      if (near != null && near.valued()) {
        return near;
      }
      LadderAnswer assumed = oneSided == null ? null : oneSided.without(bookmaker);
      return assumed != null && assumed.valued() ? assumed : null;
    }

    private Offer.Flag noPrice() {
      boolean alone = lineFair.own() == null || consensus.references().size() == 1;
      return alone ? Offer.Flag.NO_REFERENCE : Offer.Flag.TOO_FEW_BOOKS;
    }

    /** 1 - 1/S of a complete quote; of one to lay 1 - S. */
    private double hold() {
      double inverseSum = 0;
      for (int side = 0; side < quote.size(); side++) {
        inverseSum += 1 / quote.price(side);
      }
      return sides.lays() ? 1 - inverseSum : 1 - 1 / inverseSum;
    }

    /**
     * @param side the outcome's place in the line
     * @return null if the bookmaker has no price for it
     */
    Offer offer(int side) {
      if (!quote.has(side)) {
        return null;
      }
      double price = quote.price(side);
      Double betLimit = quote.betLimit(side);
      double netPrice = charge.fee().netPrice(sides.odds(price));
      boolean valued = fair != null || estimate != null;
      OfferFlags all = valued ? flags(probability(side), netPrice) : flags;
      return new Offer(
          bookmaker,
          price,
          netPrice,
          lastUpdate,
          validUntil,
          valued ? value(side, netPrice, sides.limit(price, betLimit), all) : null,
          all,
          quote.link(side),
          betLimit,
          charge.text());
    }

    private double probability(int side) {
      return fair == null ? estimate.probability(side) : fair.probability(side);
    }

    private OfferFlags flags(double probability, double netPrice) {
      PricingLimits limits = settings.limits();
      OfferFlags all = flags;
      if (1 / probability < limits.minimumFairOdds()
          || 1 / probability > limits.maximumFairOdds()) {
        all = all.with(Offer.Flag.FAIR_ODDS);
      }
      return ExpectedValue.of(sides.probability(probability), netPrice) > limits.suspectEv()
          ? all.with(Offer.Flag.SUSPECT)
          : all;
    }

    private Offer.Value value(int side, double netPrice, Double betLimit, OfferFlags all) {
      boolean bet = all.leaveClassed() && (betLimit == null || betLimit > 0);
      return fair == null
          ? estimated(side, netPrice, betLimit, bet)
          : quoted(side, netPrice, betLimit, bet);
    }

    /** A bettor is safe against the error: class and stake are by the least probability. */
    private Offer.Value estimated(int side, double netPrice, Double betLimit, boolean bet) {
      double probability = estimate.probability(side);
      double least = estimate.least(side);
      OfferValue worth = worth(probability, least, netPrice);
      Double worst = estimate.assumed() ? (Double) ExpectedValue.of(least, netPrice) : null;
      return new Offer.Value(
          probability,
          estimate.references(),
          worth.ev(),
          worth.kelly(),
          bet ? fees.bankroll().capped(worth.stake(), betLimit) : 0,
          bet ? worth.valueClass() : null,
          worst,
          null,
          estimate.nearness(),
          ExpectedValue.of(least, netPrice));
    }

    private OfferValue worth(double probability, double least, double netPrice) {
      if (estimate.assumed()) {
        return OfferValue.assumed(probability, least, netPrice, staking);
      }
      return estimate.quoted()
          ? OfferValue.of(probability, netPrice, staking)
          : OfferValue.of(probability, least, netPrice, staking);
    }

    private Offer.Value quoted(int side, double netPrice, Double betLimit, boolean bet) {
      double probability = fair.probability(side);
      OfferValue worth = OfferValue.of(sides.probability(probability), netPrice, staking);
      FairByMethod byMethod = consensus.byMethodWithout(bookmaker);
      return new Offer.Value(
          sides.probability(probability),
          fair.references(),
          worth.ev(),
          worth.kelly(),
          bet ? fees.bankroll().capped(worth.stake(), betLimit) : 0,
          bet ? worth.valueClass() : null,
          ExpectedValue.of(worstCase(byMethod, side), netPrice),
          EvByMethod.of(
              method ->
                  ExpectedValue.of(
                      sides.probability(byMethod.probability(method, side)), netPrice)),
          null,
          lower(probability, netPrice));
    }

    /** Who lays an outcome loses by it: the largest of the probabilities that a back asks for. */
    private double worstCase(FairByMethod byMethod, int side) {
      if (!sides.lays()) {
        return byMethod.worstCase(side);
      }
      double most = 0;
      for (Method method : WORST) {
        double probability = byMethod.probability(method, side);
        most = Double.isNaN(probability) ? most : Math.max(most, probability);
      }
      return 1 - most;
    }

    /** Null where the error of quotes is unknown. */
    private Double lower(double probability, double netPrice) {
      LadderModel model = ladder == null ? null : ladder.model();
      if (model == null) {
        return null;
      }
      return ExpectedValue.of(
          Math.max(0, probability - model.tail() * errorOfQuotes(model, probability)), netPrice);
    }
  }
}
