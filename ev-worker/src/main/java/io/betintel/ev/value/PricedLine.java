package io.betintel.ev.value;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.List;

/**
 * Everything about one line now: what {@code ev.lines} carries.
 *
 * @param description the player or team of a prop; null where there is none
 * @param point the home side's handicap, or the total; null where there is none
 * @param notPriced why an open line has no fair price; null when it has one
 * @param marketTime the greatest record timestamp among the market's snapshots
 * @param validUntil after this instant nothing of the line may be shown as current
 * @param shape the outcome shape, as the catalogue spells it
 * @param references who made the fair price, by key
 * @param outcomes the mutually exclusive outcomes; empty when withdrawn or far too large
 */
public record PricedLine(
    LineId id,
    SportingEvent event,
    BetType betType,
    String description,
    Double point,
    Status status,
    String notPriced,
    Instant marketTime,
    Instant validUntil,
    String shape,
    String method,
    String consensus,
    int settingsVersion,
    List<Reference> references,
    List<PricedOutcome> outcomes) {

  public PricedLine {
    references = List.copyOf(references);
    outcomes = List.copyOf(outcomes);
  }

  /** The line without its offers' links, which are most of its bytes. */
  public PricedLine withoutLinks() {
    return with(notPriced, references, outcomes.stream().map(PricedOutcome::withoutLinks).toList());
  }

  /**
   * The line's outcomes alone, without prices.
   *
   * @param reason why, for {@link #notPriced}
   */
  public PricedLine withoutOffers(String reason) {
    return with(
        reason,
        List.of(),
        outcomes.stream()
            .map(
                outcome ->
                    new PricedOutcome(outcome.name(), outcome.point(), null, null, List.of()))
            .toList());
  }

  /**
   * The line's identity alone.
   *
   * @param reason why, for {@link #notPriced}
   */
  public PricedLine withoutOutcomes(String reason) {
    return with(reason, List.of(), List.of());
  }

  private PricedLine with(
      String notPriced, List<Reference> references, List<PricedOutcome> outcomes) {
    return new PricedLine(
        id,
        event,
        betType,
        description,
        point,
        status,
        notPriced,
        marketTime,
        validUntil,
        shape,
        method,
        consensus,
        settingsVersion,
        references,
        outcomes);
  }

  /** The line when no bookmaker quotes it any more. */
  public PricedLine withdrawn(Instant marketTime) {
    return new PricedLine(
        id,
        event,
        betType,
        description,
        point,
        Status.WITHDRAWN,
        null,
        marketTime,
        marketTime,
        shape,
        method,
        consensus,
        settingsVersion,
        List.of(),
        List.of());
  }

  /** Whether any bookmaker quotes the line. */
  public enum Status {
    OPEN,
    WITHDRAWN
  }

  /**
   * A bookmaker behind the fair price.
   *
   * @param weight renormalised: the weights of a line add up to 1
   * @param overround the bookmaker's sum of inverse prices minus 1
   */
  public record Reference(Bookmaker bookmaker, double weight, double overround) {}

  /**
   * One outcome of the line: a bet.
   *
   * @param point this side's own handicap or total; null where there is none
   * @param fairProbability null when the line is not priced
   * @param best the fresh offer with the highest EV; null where there is none
   * @param offers every bookmaker's price, by key
   */
  public record PricedOutcome(
      String name, Double point, Double fairProbability, Offer best, List<Offer> offers) {
    public PricedOutcome {
      offers = List.copyOf(offers);
    }

    private PricedOutcome withoutLinks() {
      return new PricedOutcome(
          name,
          point,
          fairProbability,
          best == null ? null : best.withoutLink(),
          offers.stream().map(Offer::withoutLink).toList());
    }
  }
}
