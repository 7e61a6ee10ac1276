package io.betintel.ev.audit;

import io.betintel.ev.bettype.Shape;

/**
 * What one price of a bookmaker is for, within a market.
 *
 * @param description null if absent
 * @param point the outcome's own; null if absent, and where outcomes differ by name alone
 */
record OfferKey(String description, String name, Double point) {

  /**
   * As lines of the shape have it: on a winner market, or another set of outcomes, a point has no
   * meaning.
   */
  static OfferKey of(Shape shape, String description, String name, Double point) {
    return switch (shape) {
      case WINNER, LAY, N_WAY -> new OfferKey(description, name, null);
      case OVER_UNDER, SPREAD, YES_NO, OVER_ONLY, DFS, VARIOUS ->
          new OfferKey(description, name, point == null || point == 0 ? zero(point) : point);
    };
  }

  private static Double zero(Double point) {
    return point == null ? null : Double.valueOf(0.0);
  }

  /** 64 bits of the price and what it is for; those of all offers of a bookmaker add up. */
  long digest(double price) {
    long hash = mix(text(description) * 31 + text(name));
    hash = mix(hash + (point == null ? 1 : Double.doubleToLongBits(point)));
    return mix(hash + Double.doubleToLongBits(price));
  }

  /** 64 bits of a text. */
  static long text(String text) {
    if (text == null) {
      return 0x51_7c_c1_b7L;
    }
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** The end of MurmurHash3: each bit depends on all of them. */
  static long mix(long bits) {
    long hash = bits;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  @Override
  public String toString() {
    return (description == null ? "" : description + " ")
        + name
        + (point == null ? "" : " " + point);
  }
}
