package io.betintel.ev.value;

import io.betintel.ev.odds.Bookmaker;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What prices depend on besides the quotes and the bet type's settings. Lines that were published
 * under another one are published again.
 *
 * @param algorithm {@link #ALGORITHM} of the build, from 1; 0 if unknown
 * @param fees a fingerprint of the fee table and its bankroll, of the bet types that a ladder is
 *     shared with, and of those that lay
 */
public record PricingBasis(int algorithm, long fees) {
  /**
   * Raise it with every change after which the same quotes are priced, paired or flagged otherwise:
   * lines whose market is quiet would keep what an older build made of them. A test compares a
   * pinned sample and says so.
   */
  public static final int ALGORITHM = 5;

  /** Of lines that a build published which did not record it. */
  public static final PricingBasis UNKNOWN = new PricingBasis(0, 0);

  /**
   * The basis of prices that depend on something else too.
   *
   * @param print a fingerprint of that
   */
  public PricingBasis with(long print) {
    return new PricingBasis(algorithm, fees ^ print);
  }

  public static PricingBasis of(FeeTable table) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Bookmaker, Fee> fee : new TreeMap<>(table.fees()).entrySet()) {
      text.append(fee.getKey().key()).append('=').append(fee.getValue().text()).append(',');
    }
    if (table.bankroll().isKnown()) {
      text.append("bankroll=").append(table.bankroll().money());
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new PricingBasis(ALGORITHM, UUID.nameUUIDFromBytes(bytes).getMostSignificantBits());
  }
}
