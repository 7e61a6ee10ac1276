package io.betintel.ev.priced;

import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.AmericanOdds;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One line as {@code ev.lines} has it: its outcomes, prices and values.
 *
 * @param description the player or team of a prop; null if absent
 * @param point the home side's handicap, or the total; null if absent
 * @param notPriced why an open line has no fair price; null when it has one
 * @param marketTime the greatest record timestamp among the market's snapshots
 * @param validUntil after this instant nothing of the line may be shown as current
 * @param shape how the outcomes pair
 * @param settlement what a result does that meets the point; null if lines of the shape are never
 *     priced, or the outcomes contradict the shape
 * @param method how the bet type's settings have margins removed; each reference has the method
 *     that was used
 * @param consensus how the bet type's settings have references combined
 * @param references the bookmakers that made the fair price, by key
 * @param outcomes the mutually exclusive outcomes; empty when withdrawn or far too large
 * @param arbitrage by the best prices of all outcomes; null if there is no arbitrage
 * @param middles with other lines of the market or of its ladder, the cheapest first
 * @param nearness how near the fair price is to quotes; null without a fair price, or if an older
 *     build did not say
 */
public record PricedLine(
    LineId id,
    SportingEvent event,
    BetType betType,
    String description,
    Double point,
    Status status,
    Label<NotPriced> notPriced,
    Instant marketTime,
    Instant validUntil,
    Label<Shape> shape,
    Label<Settlement> settlement,
    Label<Method> method,
    Label<Combination> consensus,
    int settingsVersion,
    List<Reference> references,
    List<PricedOutcome> outcomes,
    Arbitrage arbitrage,
    List<Middle> middles,
    Nearness nearness) {

  public PricedLine {
    references = List.copyOf(references);
    outcomes = List.copyOf(outcomes);
    middles = List.copyOf(middles);
  }

  /** The line without its offers' links, which are most of its bytes. */
  public PricedLine withoutLinks() {
    return with(
        status,
        notPriced,
        marketTime,
        validUntil,
        references,
        outcomes.stream().map(PricedOutcome::withoutLinks).toList(),
        arbitrage,
        middles,
        nearness);
  }

  /**
   * The line's outcomes alone, without prices.
   *
   * @param reason the new {@link #notPriced}
   */
  public PricedLine withoutOffers(NotPriced reason) {
    return bare(reason, outcomes.stream().map(PricedOutcome::withoutOffers).toList());
  }

  /**
   * The line's identity alone.
   *
   * @param reason the new {@link #notPriced}
   */
  public PricedLine withoutOutcomes(NotPriced reason) {
    return bare(reason, List.of());
  }

  /** The line after an exception: its outcomes alone, and nothing of it is current. */
  public PricedLine afterError() {
    return with(
        status,
        NotPriced.ERROR,
        marketTime,
        marketTime,
        List.of(),
        outcomes.stream().map(PricedOutcome::withoutOffers).toList(),
        null,
        List.of(),
        null);
  }

  /** The line once no bookmaker quotes it. */
  public PricedLine withdrawn(Instant marketTime) {
    return with(
        Status.WITHDRAWN,
        null,
        marketTime,
        marketTime,
        List.of(),
        List.of(),
        null,
        List.of(),
        null);
  }

  /** The line with the bets that it makes with other lines: an arbitrage, null for none. */
  public PricedLine joined(Arbitrage arbitrage, List<Middle> middles) {
    return with(
        status,
        notPriced,
        marketTime,
        validUntil,
        references,
        outcomes,
        arbitrage,
        middles,
        nearness);
  }

  private PricedLine bare(NotPriced reason, List<PricedOutcome> outcomes) {
    return with(status, reason, marketTime, validUntil, List.of(), outcomes, null, List.of(), null);
  }

  private PricedLine with(
      Status status,
      Label<NotPriced> notPriced,
      Instant marketTime,
      Instant validUntil,
      List<Reference> references,
      List<PricedOutcome> outcomes,
      Arbitrage arbitrage,
      List<Middle> middles,
      Nearness nearness) {
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
        settlement,
        method,
        consensus,
        settingsVersion,
        references,
        outcomes,
        arbitrage,
        middles,
        nearness);
  }

  /** Whether any bookmaker quotes the line. */
  public enum Status {
    OPEN,
    WITHDRAWN,
    /** A newer build's, which this one does not know: nothing of the line is shown as current. */
    UNKNOWN
  }

  /**
   * A bookmaker behind the fair price.
   *
   * @param weight renormalised: the weights of a line add up to 1
   * @param overround the bookmaker's sum of inverse prices minus 1
   * @param method the method that removed the margin: the fallback's if the line's method gave an
   *     outcome no probability; an empty label if an older build did not say
   * @param age of the quote at the market's time, negative if the bookmaker's clock was ahead; null
   *     if an older build did not say
   */
  public record Reference(
      Bookmaker bookmaker, double weight, double overround, Label<Method> method, Duration age) {

    /** The part of every stake that the bookmaker keeps if stakes are in proportion. */
    public double hold() {
      return 1 - 1 / (1 + overround);
    }
  }

  /**
   * One outcome of the line: a bet.
   *
   * @param point this side's own handicap or total; null if absent
   * @param fairProbability null when the line is not priced
   * @param best the fresh offer with the highest EV; null if no offer has a class
   * @param top the fresh, unambiguous offer with the highest price after fees, valued or not; null
   *     if there is no such offer
   * @param offers every bookmaker's price, by key
   */
  public record PricedOutcome(
      String name,
      Double point,
      Double fairProbability,
      Offer best,
      Offer top,
      List<Offer> offers) {
    public PricedOutcome {
      offers = List.copyOf(offers);
    }

    /** Decimal odds at which the bet is worth nothing to either side; null when not priced. */
    public Double fairPrice() {
      return fairProbability == null ? null : 1 / fairProbability;
    }

    /** The same as American odds, not rounded; null when not priced. */
    public Double fairAmerican() {
      return fairProbability == null ? null : AmericanOdds.fromDecimal(1 / fairProbability);
    }

    private PricedOutcome withoutLinks() {
      return new PricedOutcome(
          name,
          point,
          fairProbability,
          best == null ? null : best.withoutLink(),
          top == null ? null : top.withoutLink(),
          offers.stream().map(Offer::withoutLink).toList());
    }

    private PricedOutcome withoutOffers() {
      return new PricedOutcome(name, point, null, null, null, List.of());
    }
  }
}
