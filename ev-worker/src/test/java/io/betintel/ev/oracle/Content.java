package io.betintel.ev.oracle;

/**
 * What of a line's figures must be published: all but the market's time and the quotes' ages, and
 * of validity the half of the age limit in which it ends.
 */
public final class Content {
  private Content() {}

  /**
   * @param line whole, as published or as it must be
   * @param rules of its bet type
   */
  public static Figures of(Figures line, TypeRules rules) {
    long start = (Long) line.get("commence_time");
    int phase = line.get("line_id").toString().hashCode();
    return line.mapped(
        (path, value) -> {
          if (path.endsWith("market_time")
              || path.endsWith("age_ms")
              || path.endsWith("quoted_at")) {
            return null;
          }
          boolean ends = path.endsWith("valid_until") || path.equals("current_until");
          return ends ? half((Long) value, start, phase, rules) : value;
        });
  }

  /** The number of the half, counted from the line's own zero. */
  private static Object half(long validUntil, long start, int phase, TypeRules rules) {
    long offerAge = validUntil > start ? rules.offerAgeInPlay() : rules.offerAge();
    long half = Math.min(offerAge, rules.referenceAge()) / 2;
    return "half " + Math.floorDiv(validUntil - Math.floorMod(phase, half), half) + " of " + half;
  }
}
