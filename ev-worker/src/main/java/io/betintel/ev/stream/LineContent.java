package io.betintel.ev.stream;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a reader can act on: a line is published again when this changed. Not content are the
 * market's time and how old a quote was at it: they change with every observation.
 *
 * <p>A quote that is only confirmed moves validity on, and validity is content in steps: one {@link
 * #PARTS}th of the age limit that applies before or after the start. So what is published is never
 * further behind than one step, and a quote that is confirmed in time never looks stale to a
 * reader. Each line has its own phase, or every line would be published again at the same moment.
 *
 * <p>It depends on the line alone, not on what was published before, so a worker that takes over a
 * market publishes nothing again, and a replay publishes the same. Rejected: to remember the
 * published validity, which would have to be stored with each line.
 */
final class LineContent {
  /**
   * A half: with more parts confirmed quotes are published more often, with one part a reader could
   * see them expire before the next publication.
   */
  static final int PARTS = 2;

  private static final Instant NO_TIME = Instant.EPOCH;

  private final Instant start;
  private final long stepBefore;
  private final long stepInPlay;
  private final long phase;

  private LineContent(PricedLine line, BetTypeSettings settings) {
    this.start = line.event().commenceTime();
    this.stepBefore = step(settings.offerAge(), settings.referenceAge());
    this.stepInPlay = step(settings.offerAgeInPlay(), settings.referenceAge());
    this.phase = line.id().text().hashCode();
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
    return line.withTimes(
        NO_TIME,
        inSteps(line.validUntil()),
        line.references().stream().map(LineContent::withoutAge).toList(),
        line.outcomes().stream().map(this::outcome).toList(),
        line.arbitrage() == null ? null : arbitrage(line.arbitrage()),
        line.middles().stream().map(this::middle).toList());
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
        offer.betLimit());
  }

  private Arbitrage arbitrage(Arbitrage arbitrage) {
    return new Arbitrage(
        arbitrage.profit(), arbitrage.suspect(), inSteps(arbitrage.validUntil()), arbitrage.legs());
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
        middle.legs());
  }

  private static Reference withoutAge(Reference reference) {
    return new Reference(
        reference.bookmaker(), reference.weight(), reference.overround(), reference.method(), null);
  }

  private Instant inSteps(Instant validUntil) {
    long step = validUntil.isAfter(start) ? stepInPlay : stepBefore;
    long offset = Math.floorMod(phase, step);
    long millis = validUntil.toEpochMilli() - offset;
    return Instant.ofEpochMilli(Math.floorDiv(millis, step) * step + offset);
  }

  /** In milliseconds, at least 1. */
  private static long step(Duration offerAge, Duration referenceAge) {
    return Math.max(1, Math.min(offerAge.toMillis(), referenceAge.toMillis()) / PARTS);
  }
}
