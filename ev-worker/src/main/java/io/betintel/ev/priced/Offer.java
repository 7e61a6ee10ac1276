package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.odds.Bookmaker;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One bookmaker's price for one outcome, valued.
 *
 * @param price decimal odds as quoted
 * @param netPrice decimal odds after the bookmaker's fee on profit
 * @param quotedAt the snapshot's last update
 * @param validUntil when the offer becomes stale
 * @param value null where the offer could not be valued
 * @param flags by name; empty for most
 * @param link deep link to the bet; null where there is none
 * @param betLimit the largest stake that the bookmaker takes; null where not known
 */
public record Offer(
    Bookmaker bookmaker,
    double price,
    double netPrice,
    Instant quotedAt,
    Instant validUntil,
    Value value,
    SortedSet<Flag> flags,
    String link,
    Double betLimit) {

  public Offer {
    flags = Collections.unmodifiableSortedSet(new TreeSet<>(flags));
  }

  /** Whether a data error is more likely than a bargain. */
  public boolean suspect() {
    return flags.contains(Flag.SUSPECT);
  }

  /** Whether a bet on it could be meant: neither stale nor ambiguous. */
  public boolean usable() {
    return !flags.contains(Flag.STALE) && !flags.contains(Flag.AMBIGUOUS);
  }

  Offer withoutLink() {
    return new Offer(
        bookmaker, price, netPrice, quotedAt, validUntil, value, flags, null, betLimit);
  }

  /** What sets an offer apart. */
  public enum Flag {
    /** Its bookmaker quotes the outcome twice, at different prices: not valued. */
    AMBIGUOUS,
    /** Only the priced bookmaker itself could have made the price. */
    NO_REFERENCE,
    /** Older than its bet type allows: kept, never best, never classed. */
    STALE,
    /** EV so high that a data error is more likely than a bargain: marked, never hidden. */
    SUSPECT,
    /** Without its own bookmaker there are fewer references than the bet type asks for. */
    TOO_FEW_BOOKS,
    /** What is fair is outside the bet type's range of odds: valued, never best, never classed. */
    FAIR_ODDS;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An offer's worth.
   *
   * @param fairProbability what the offer was valued against: the consensus without its own
   *     bookmaker
   * @param references who made that fair probability, by key
   * @param ev fair probability times net price, minus 1: a fraction of the stake, as far as the
   *     stake does not come back (see {@link Settlement})
   * @param kelly the full Kelly fraction of the bankroll; 0 where EV is not positive
   * @param stake the recommended fraction of the bankroll
   * @param valueClass null for a stale offer, and for fair odds outside the bet type's range
   * @param worstCaseEv EV if every margin is removed in the way that is worst for this bet; above 0
   *     the bet has value by multiplicative, additive, power and Shin alike; null if an older build
   *     did not say
   * @param evByMethod EV under every method; null if an older build did not say
   */
  public record Value(
      double fairProbability,
      List<Bookmaker> references,
      double ev,
      double kelly,
      double stake,
      Label<ValueClass> valueClass,
      Double worstCaseEv,
      EvByMethod evByMethod) {
    public Value {
      references = List.copyOf(references);
    }
  }
}
