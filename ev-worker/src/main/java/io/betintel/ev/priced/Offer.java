package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.odds.Bookmaker;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One bookmaker's price for one outcome, and its value.
 *
 * @param price decimal odds as quoted
 * @param netPrice decimal odds after the bookmaker's fee, per unit that the bet costs
 * @param quotedAt the snapshot's last update
 * @param validUntil when the offer becomes stale
 * @param value null if the offer could not be valued
 * @param flags most offers have none
 * @param link deep link to the bet; null if absent
 * @param betLimit the largest stake that the bookmaker takes; null if unknown
 * @param fee what the bookmaker takes, as the setting spells it; null if nothing, or in records of
 *     older builds
 */
public record Offer(
    Bookmaker bookmaker,
    double price,
    double netPrice,
    Instant quotedAt,
    Instant validUntil,
    Value value,
    OfferFlags flags,
    String link,
    Double betLimit,
    String fee) {
  /** Whether a data error is more likely than a bargain. */
  public boolean suspect() {
    return flags.has(Flag.SUSPECT);
  }

  /**
   * Whether it can be bet on at a known price: neither stale, nor ambiguous, nor of another bet,
   * nor less an unknown fee.
   */
  public boolean usable() {
    return flags.leaveUsable();
  }

  /** Whether it can be a leg of several bets that together cover every result. */
  public boolean combinable() {
    return usable() && !flags.has(Flag.HOLD) && (betLimit == null || betLimit > 0);
  }

  Offer withoutLink() {
    return new Offer(
        bookmaker, price, netPrice, quotedAt, validUntil, value, flags, null, betLimit, fee);
  }

  /** A warning about an offer. */
  public enum Flag implements Label<Flag> {
    /** The bookmaker quotes the outcome twice, at different prices: not valued. */
    AMBIGUOUS,
    /** The bookmaker itself is the only reference: not valued. */
    NO_REFERENCE,
    /** Older than the bet type allows: kept, but never best and without a class. */
    STALE,
    /** EV so high that a data error is more likely than a bargain: flagged, never hidden. */
    SUSPECT,
    /** Without its own bookmaker there are fewer references than the bet type needs: not valued. */
    TOO_FEW_BOOKS,
    /**
     * The fair odds are outside the bet type's range: valued, but never best and without a class.
     */
    FAIR_ODDS,
    /**
     * The bookmaker's own prices for the whole line add up to so little that they are no whole set
     * or a mistake: valued, but never best, without a class, and no leg of an arbitrage or middle.
     */
    HOLD,
    /**
     * The bookmaker's outcomes contradict the bet type's shape, such as points on a winner market:
     * not valued. The other bookmakers' offers are.
     */
    SHAPE,
    /**
     * The bookmaker is an exchange whose fee is unknown: valued before any fee, but never best,
     * without a class, and no leg of an arbitrage or middle.
     */
    UNKNOWN_FEE,
    /**
     * References quote one side of the line alone: valued by the margin that they usually have, and
     * a take only if the worst case is positive.
     */
    ONE_SIDED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Whether an offer with this warning can be bet on at a price that is known. */
    public boolean leavesUsable() {
      return this != STALE && this != AMBIGUOUS && this != SHAPE && this != UNKNOWN_FEE;
    }

    /** Whether an offer with this warning can have a class and a stake. */
    public boolean leavesClassed() {
      return this != STALE && this != FAIR_ODDS && this != HOLD && this != UNKNOWN_FEE;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public Optional<Flag> known() {
      return Optional.of(this);
    }
  }

  /**
   * What an offer is worth.
   *
   * @param fairProbability the consensus without the offer's own bookmaker
   * @param references the bookmakers that made that probability, by key
   * @param ev fair probability times net price, minus 1: a fraction of the part of the stake that
   *     is not returned (see {@link Settlement})
   * @param kelly the full Kelly fraction of the bankroll; 0 where EV is not positive
   * @param stake the recommended fraction of the bankroll
   * @param valueClass null for an offer that is stale or has the flag {@link Flag#FAIR_ODDS} or
   *     {@link Flag#HOLD}
   * @param worstCaseEv EV by the smallest probability of the multiplicative, additive, power and
   *     Shin methods; above 0 the bet has value by each of them; null if an older build did not say
   * @param evByMethod EV under every method; null if an older build did not say
   * @param nearness how near the fair probability is to quotes; null if references quote the line
   *     itself, or an older build did not say
   * @param evLower EV by the least fair probability that is 95 % sure, by which class and stake are
   *     if references do not quote the line; null where no error is known
   */
  public record Value(
      double fairProbability,
      List<Bookmaker> references,
      double ev,
      double kelly,
      double stake,
      Label<ValueClass> valueClass,
      Double worstCaseEv,
      EvByMethod evByMethod,
      Nearness nearness,
      Double evLower) {
    public Value {
      references = List.copyOf(references);
    }

    /** Of an offer on a line that references quote. */
    public Value(
        double fairProbability,
        List<Bookmaker> references,
        double ev,
        double kelly,
        double stake,
        Label<ValueClass> valueClass,
        Double worstCaseEv,
        EvByMethod evByMethod) {
      this(
          fairProbability,
          references,
          ev,
          kelly,
          stake,
          valueClass,
          worstCaseEv,
          evByMethod,
          null,
          null);
    }
  }
}
