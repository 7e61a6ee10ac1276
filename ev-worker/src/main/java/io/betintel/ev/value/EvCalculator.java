package io.betintel.ev.value;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.CatalogEntry;
import io.betintel.ev.market.Freshness;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.pricing.Consensus;
import io.betintel.ev.pricing.FairPrice;
import io.betintel.ev.pricing.Overround;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Values every offer of a line against the line's fair price. Pure. */
public final class EvCalculator {
  private final FeeTable fees;

  public EvCalculator(FeeTable fees) {
    this.fees = fees;
  }

  /** The line as {@code ev.lines} carries it. */
  public PricedLine price(Line line, CatalogEntry betType) {
    BetTypeSettings settings = betType.settings();
    Consensus consensus = new Consensus(line, settings);
    Optional<FairPrice> fair = consensus.price();
    List<PricedLine.PricedOutcome> outcomes = new ArrayList<>(line.outcomes().size());
    for (int side = 0; side < line.outcomes().size(); side++) {
      outcomes.add(outcome(line, side, settings, consensus, fair));
    }
    return new PricedLine(
        line.id(),
        line.event(),
        betType.betType(),
        line.description(),
        line.point(),
        PricedLine.Status.OPEN,
        consensus.notPriced() == null ? null : consensus.notPriced().label(),
        line.marketTime(),
        validUntil(outcomes, consensus, settings),
        line.shape().label(),
        settings.method(),
        settings.consensus(),
        betType.settingsVersion(),
        fair.map(price -> references(consensus, price)).orElse(List.of()),
        outcomes);
  }

  private PricedLine.PricedOutcome outcome(
      Line line,
      int side,
      BetTypeSettings settings,
      Consensus consensus,
      Optional<FairPrice> fair) {
    List<Offer> offers = new ArrayList<>(line.quotes().size());
    for (Quote quote : line.quotes()) {
      if (quote.sides().get(side) != null) {
        offers.add(offer(line, quote, side, settings, consensus));
      }
    }
    Offer best =
        offers.stream()
            .filter(offer -> offer.value() != null && offer.value().valueClass() != null)
            .max(
                Comparator.comparingDouble((Offer offer) -> offer.value().ev())
                    .thenComparing(Offer::bookmaker, Comparator.reverseOrder()))
            .orElse(null);
    return new PricedLine.PricedOutcome(
        line.outcomes().get(side).name(),
        line.outcomes().get(side).point(),
        fair.map(price -> price.probability(side)).orElse(null),
        best,
        offers);
  }

  private Offer offer(
      Line line, Quote quote, int side, BetTypeSettings settings, Consensus consensus) {
    Outcome outcome = quote.sides().get(side);
    Bookmaker bookmaker = quote.snapshot().bookmaker();
    Instant quotedAt = quote.snapshot().lastUpdate();
    Instant validUntil =
        Freshness.offerValidUntil(
            quotedAt, line.event().commenceTime(), settings.offerAge(), settings.offerAgeInPlay());
    double netPrice = ExpectedValue.netPrice(outcome.price(), fees.fee(bookmaker));
    boolean stale = line.marketTime().isAfter(validUntil);

    EnumSet<Offer.Flag> flags = EnumSet.noneOf(Offer.Flag.class);
    Offer.Value value = null;
    if (stale) {
      flags.add(Offer.Flag.STALE);
    }
    if (quote.ambiguous()) {
      flags.add(Offer.Flag.AMBIGUOUS);
    } else if (consensus.notPriced() == null) {
      Optional<FairPrice> fair = consensus.priceWithout(bookmaker);
      if (fair.isEmpty()) {
        flags.add(Offer.Flag.NO_REFERENCE);
      } else {
        value = value(fair.get(), side, netPrice, stale, settings);
        if (value.ev() > settings.suspectEv()) {
          flags.add(Offer.Flag.SUSPECT);
        }
      }
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

  private static Offer.Value value(
      FairPrice fair, int side, double netPrice, boolean stale, BetTypeSettings settings) {
    double probability = fair.probability(side);
    double ev = ExpectedValue.of(probability, netPrice);
    double kelly = ExpectedValue.kelly(probability, netPrice);
    double stake = Math.min(kelly * settings.kellyMultiplier(), settings.stakeCap());
    return new Offer.Value(
        probability,
        List.copyOf(fair.weights().keySet()),
        ev,
        kelly,
        stale ? 0 : stake,
        stale ? null : ValueClass.of(ev, settings.take()));
  }

  private static List<PricedLine.Reference> references(Consensus consensus, FairPrice fair) {
    List<PricedLine.Reference> references = new ArrayList<>(fair.weights().size());
    fair.weights()
        .forEach(
            (bookmaker, weight) ->
                references.add(
                    new PricedLine.Reference(
                        bookmaker,
                        weight,
                        Overround.of(consensus.references().get(bookmaker).odds()))));
    return references;
  }

  /** When the last offer becomes stale, or the first reference if that is sooner. */
  private static Instant validUntil(
      List<PricedLine.PricedOutcome> outcomes, Consensus consensus, BetTypeSettings settings) {
    Instant offers =
        outcomes.stream()
            .flatMap(outcome -> outcome.offers().stream())
            .map(Offer::validUntil)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return consensus.references().values().stream()
        .map(quote -> quote.snapshot().lastUpdate().plus(settings.referenceAge()))
        .min(Comparator.naturalOrder())
        .filter(reference -> reference.isBefore(offers))
        .orElse(offers);
  }
}
