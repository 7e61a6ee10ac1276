package io.betintel.ev.stream;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import java.time.Instant;
import java.util.List;

/**
 * What a reader can act on: two lines with equal content need not both be published. Not content
 * are the market's time and how old a quote was at it; validity is content in steps.
 */
final class LineContent {
  private static final Instant NO_TIME = Instant.EPOCH;

  private final LineId line;
  private final ValiditySteps steps;

  private LineContent(PricedLine line, BetTypeSettings settings) {
    this.line = line.id();
    this.steps = new ValiditySteps(line.event().commenceTime(), settings);
  }

  /**
   * The line's content as a line: of two publications with equal ones, the second is not needed.
   *
   * @param settings those that the line was priced under
   */
  static PricedLine of(PricedLine line, BetTypeSettings settings) {
    return new LineContent(line, settings).of(line);
  }

  private PricedLine of(PricedLine line) {
    return new PricedLine(
        line.id(),
        line.event(),
        line.betType(),
        line.description(),
        line.point(),
        line.status(),
        line.notPriced(),
        NO_TIME,
        inSteps(line.validUntil()),
        line.shape(),
        line.settlement(),
        line.method(),
        line.consensus(),
        line.settingsVersion(),
        line.references().stream().map(LineContent::withoutAge).toList(),
        line.outcomes().stream().map(this::outcome).toList(),
        line.arbitrage() == null ? null : arbitrage(line.arbitrage()),
        line.middles().stream().map(this::middle).toList(),
        line.nearness());
  }

  private PricedOutcome outcome(PricedOutcome outcome) {
    List<Offer> offers = outcome.offers().stream().map(this::offer).toList();
    return new PricedOutcome(
        outcome.name(),
        outcome.point(),
        outcome.fairProbability(),
        outcome.best() == null ? null : offer(outcome.best()),
        outcome.top() == null ? null : offer(outcome.top()),
        offers);
  }

  private Offer offer(Offer offer) {
    return new Offer(
        offer.bookmaker(),
        offer.price(),
        offer.netPrice(),
        NO_TIME,
        inSteps(offer.validUntil()),
        offer.value(),
        offer.flags(),
        offer.link(),
        offer.betLimit(),
        offer.fee());
  }

  private Arbitrage arbitrage(Arbitrage arbitrage) {
    return new Arbitrage(
        arbitrage.profit(),
        arbitrage.suspect(),
        inSteps(arbitrage.validUntil()),
        arbitrage.legs(),
        arbitrage.maxStake(),
        arbitrage.other());
  }

  private Middle middle(Middle middle) {
    return new Middle(
        middle.other(),
        middle.above(),
        middle.below(),
        middle.cost(),
        middle.profitIfHit(),
        middle.hitProbability(),
        middle.suspect(),
        inSteps(middle.validUntil()),
        middle.legs(),
        middle.maxStake());
  }

  private static Reference withoutAge(Reference reference) {
    return new Reference(
        reference.bookmaker(), reference.weight(), reference.overround(), reference.method(), null);
  }

  private Instant inSteps(Instant validUntil) {
    return steps.step(line, validUntil);
  }
}
