package io.betintel.ev.odds;

import java.util.Objects;

/**
 * One outcome of a market at one bookmaker.
 *
 * @param name what is bet on: a team, {@code Draw}, {@code Over}, a player; 1 to 256 characters
 * @param description the player or team, if the name does not say it; null if it does
 * @param point the handicap or total in the sport's own unit; null if absent
 * @param price decimal odds, stake included: above 1, at most 100000
 * @param link deep link to the bet; null if absent
 * @param betLimit the largest stake that the bookmaker takes; null if unknown
 */
public record Outcome(
    String name, String description, Double point, double price, String link, Double betLimit) {
  /** American odds of -100000, the longest seen in real feeds, are 1.001; +10000000 is refused. */
  public static final double HIGHEST_PRICE = 100_000;

  /**
   * @throws InvalidOddsException if a field is outside the contract
   */
  public Outcome {
    Text.require("name", name, 256);
    Text.allow("description", description, 256);
    Text.allow("link", link, 2048);
    if (!(price > 1 && price <= HIGHEST_PRICE)) {
      throw new InvalidOddsException(
          "price", price, "decimal odds must be above 1 and at most 100000");
    }
    if (point != null && !Double.isFinite(point)) {
      throw new InvalidOddsException("point", point, "a handicap or total must be finite");
    }
    if (description != null && description.isBlank()) {
      description = null;
    }
    point = Points.shared(point); // -0.0 is the same handicap: one spelling for keys and bytes
    if (betLimit != null && !(betLimit >= 0 && Double.isFinite(betLimit))) {
      throw new InvalidOddsException(
          "bet_limit", betLimit, "a stake must be finite and not below 0");
    }
  }

  /** An outcome without link and limit. */
  public static Outcome of(String name, String description, Double point, double price) {
    return new Outcome(name, description, point, price, null, null);
  }

  /** Whether it has a link or a limit of its own. */
  public boolean hasDetails() {
    return link != null || betLimit != null;
  }

  /** Whether the other one is of the same name, description and point. */
  public boolean isSameBet(Outcome other) {
    return name.equals(other.name)
        && Objects.equals(description, other.description)
        && Objects.equals(point, other.point);
  }

  /**
   * As {@code equals}, which every record has, but fast: it is asked of each outcome that comes.
   */
  @SuppressWarnings("ReferenceEquality") // mostly it is: see MarketSnapshot.sharing
  public boolean isSame(Outcome other) {
    return this == other
        || (price == other.price
            && isSameBet(other)
            && Objects.equals(link, other.link)
            && Objects.equals(betLimit, other.betLimit));
  }
}
