package io.betintel.ev.stream;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.codec.ValidityStep;
import io.betintel.ev.market.Freshness;
import io.betintel.ev.market.LineSlot;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntPredicate;

/**
 * When the mere age of a quote is news. A quote that is only confirmed moves validity on, and that
 * is published in steps: one {@link #PARTS}th of the age limit that applies before or after the
 * start. So what is published is never further behind than one step, and a quote that is confirmed
 * in time never looks stale to a reader. Each line has its own phase, or every line would be
 * published again at the same moment.
 *
 * <p>It depends on the quotes alone, not on what was published before, so a worker that takes over
 * a market publishes nothing again, and a replay publishes the same. Rejected: to remember the
 * published validity, which would have to be stored with each line.
 */
final class ValiditySteps implements ValidityStep {
  /**
   * A half: with more parts confirmed quotes are published more often, with one part a reader could
   * see them expire before the next publication.
   */
  static final int PARTS = 2;

  private final Instant start;
  private final BetTypeSettings settings;
  private final long stepBefore;
  private final long stepInPlay;

  /**
   * @param start of the event
   */
  ValiditySteps(Instant start, BetTypeSettings settings) {
    this.start = start;
    this.settings = settings;
    this.stepBefore = step(settings.offerAge(), settings.referenceAge());
    this.stepInPlay = step(settings.offerAgeInPlay(), settings.referenceAge());
  }

  /** Whether a quote is fresh at one time and not at another, as an offer or as a reference. */
  boolean turns(Bookmaker bookmaker, Instant quoted, Instant at, Instant quotedNow, Instant now) {
    return at.isAfter(offerUntil(quoted)) != now.isAfter(offerUntil(quotedNow))
        || (isReference(bookmaker)
            && at.isAfter(referenceUntil(quoted)) != now.isAfter(referenceUntil(quotedNow)));
  }

  /**
   * When a quote that is fresh now first turns stale, as an offer or as a reference; {@link
   * Instant#MAX} if it is stale as both.
   */
  Instant turn(Bookmaker bookmaker, Instant quoted, Instant now) {
    Instant offer = offerUntil(quoted);
    Instant turn = now.isAfter(offer) ? Instant.MAX : offer;
    if (isReference(bookmaker)) {
      Instant reference = referenceUntil(quoted);
      turn = now.isAfter(reference) || turn.isBefore(reference) ? turn : reference;
    }
    return turn;
  }

  /**
   * Tells of a line that the bookmaker quotes, by its {@link LineSlot#hash}, whether a later quote
   * at the same odds moves its validity on by a step.
   */
  IntPredicate steps(Bookmaker bookmaker, Instant quoted, Instant quotedNow) {
    IntPredicate offer = steps(offerUntil(quoted), offerUntil(quotedNow));
    return isReference(bookmaker)
        ? offer.or(steps(referenceUntil(quoted), referenceUntil(quotedNow)))
        : offer;
  }

  /** What of it is the same for all lines of a quote is worked out once. */
  private IntPredicate steps(Instant until, Instant untilNow) {
    if (until.isAfter(start) != untilNow.isAfter(start)) {
      return hash -> steps(hash, until, untilNow);
    }
    long step = until.isAfter(start) ? stepInPlay : stepBefore;
    long place = Math.floorMod(until.toEpochMilli(), step);
    long later = untilNow.toEpochMilli() - until.toEpochMilli();
    return hash -> {
      long since = place - Math.floorMod((long) hash, step); // the line's last step
      long sinceNow = (since < 0 ? since + step : since) + later;
      return (sinceNow < 0 || sinceNow >= step) && steps(hash, until, untilNow);
    };
  }

  private boolean steps(int hash, Instant until, Instant untilNow) {
    return !step(hash, until).equals(step(hash, untilNow));
  }

  @Override
  public Instant step(LineId line, Instant validUntil) {
    return step(line.text().hashCode(), validUntil);
  }

  private Instant step(int hash, Instant validUntil) {
    boolean inPlay = validUntil.isAfter(start);
    long step = inPlay ? stepInPlay : stepBefore;
    long offset = Math.floorMod((long) hash, step);
    long millis = validUntil.toEpochMilli() - offset;
    Instant floor = Instant.ofEpochMilli(Math.floorDiv(millis, step) * step + offset);
    return inPlay && floor.isBefore(start) ? start : floor; // a later one never steps back
  }

  private boolean isReference(Bookmaker bookmaker) {
    return settings.weights().containsKey(bookmaker);
  }

  private Instant offerUntil(Instant quoted) {
    return Freshness.offerValidUntil(quoted, start, settings.offerAge(), settings.offerAgeInPlay());
  }

  private Instant referenceUntil(Instant quoted) {
    return quoted.plus(settings.referenceAge());
  }

  /** In milliseconds, at least 1. */
  private static long step(Duration offerAge, Duration referenceAge) {
    return Math.max(1, Math.min(offerAge.toMillis(), referenceAge.toMillis()) / PARTS);
  }
}
