package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingLimits;
import io.betintel.ev.market.Freshness;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.FairByMethod;
import io.betintel.ev.pricing.FairPrice;
import io.betintel.ev.pricing.Overround;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Values the offers of one line against the price by the other bookmakers. */
final class OfferPricing {
  private static final Set<Offer.Flag> NO_BET =
      Set.of(Offer.Flag.STALE, Offer.Flag.FAIR_ODDS, Offer.Flag.HOLD);

  private final Line line;
  private final Consensus consensus;
  private final BetTypeSettings settings;
  private final Staking staking;
  private final FeeTable fees;

  OfferPricing(Line line, Consensus consensus, BetTypeSettings settings, FeeTable fees) {
    this.line = line;
    this.consensus = consensus;
    this.settings = settings;
    this.staking = new Staking(settings.take(), settings.kellyMultiplier(), settings.stakeCap());
    this.fees = fees;
  }

  /**
   * @param side the outcome's place in the line; the quote has a price for it
   */
  Offer offer(Quote quote, int side) {
    Outcome outcome = quote.sides().get(side);
    Bookmaker bookmaker = quote.snapshot().bookmaker();
    Instant quotedAt = quote.snapshot().lastUpdate();
    Instant validUntil =
        Freshness.offerValidUntil(
            quotedAt, line.event().commenceTime(), settings.offerAge(), settings.offerAgeInPlay());
    double netPrice = ExpectedValue.netPrice(outcome.price(), fees.fee(bookmaker));

    EnumSet<Offer.Flag> flags = EnumSet.noneOf(Offer.Flag.class);
    if (line.marketTime().isAfter(validUntil)) {
      flags.add(Offer.Flag.STALE);
    }
    if (quote.complete()
        && line.shape().priced()
        && Overround.hold(quote.odds()) < settings.limits().minimumHold()) {
      flags.add(Offer.Flag.HOLD);
    }
    Offer.Value value = null;
    if (!quote.fits() && line.shape().priced()) {
      flags.add(Offer.Flag.SHAPE);
    } else if (quote.ambiguous()) {
      flags.add(Offer.Flag.AMBIGUOUS);
    } else if (consensus.notPriced() == null) {
      value = value(bookmaker, side, netPrice, flags);
    }
    return new Offer(
        bookmaker,
        outcome.price(),
        netPrice,
        quotedAt,
        validUntil,
        value,
        new TreeSet<>(flags),
        outcome.link() == null ? quote.snapshot().link() : outcome.link(),
        outcome.betLimit());
  }

  private Offer.Value value(
      Bookmaker bookmaker, int side, double netPrice, EnumSet<Offer.Flag> flags) {
    Optional<FairPrice> fair = consensus.priceWithout(bookmaker);
    if (fair.isEmpty()) {
      boolean alone = consensus.references().size() == 1;
      flags.add(alone ? Offer.Flag.NO_REFERENCE : Offer.Flag.TOO_FEW_BOOKS);
      return null;
    }
    PricingLimits limits = settings.limits();
    double probability = fair.get().probability(side);
    OfferValue worth = OfferValue.of(probability, netPrice, staking);
    if (1 / probability < limits.minimumFairOdds() || 1 / probability > limits.maximumFairOdds()) {
      flags.add(Offer.Flag.FAIR_ODDS);
    }
    if (worth.ev() > limits.suspectEv()) {
      flags.add(Offer.Flag.SUSPECT);
    }
    boolean bet = Collections.disjoint(flags, NO_BET);
    FairByMethod byMethod = consensus.byMethodWithout(bookmaker);
    return new Offer.Value(
        probability,
        List.copyOf(fair.get().weights().keySet()),
        worth.ev(),
        worth.kelly(),
        bet ? worth.stake() : 0,
        bet ? worth.valueClass() : null,
        ExpectedValue.of(byMethod.worstCase(side), netPrice),
        EvByMethod.of(method -> ExpectedValue.of(byMethod.probability(method, side), netPrice)));
  }
}
