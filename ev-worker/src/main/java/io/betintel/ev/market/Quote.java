package io.betintel.ev.market;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One bookmaker's prices for one line, all from one snapshot. Sides are in the line's order. */
public final class Quote {
  private final Bookmaker bookmaker;
  private final long lastUpdate;
  private final String link;
  private final List<Outcome> sides;

  /** Those of several quotes, or its own. */
  private final double[] prices;

  private final int from;
  private final int size;
  private final boolean fits;
  private final boolean ambiguous;
  private final boolean detailed;

  /**
   * @param lastUpdate in milliseconds since the epoch
   * @param link see {@link #link}; of the snapshot
   * @param prices decimal odds, NaN for a side that is not quoted; not to be changed
   * @param from where its own begin
   * @param size how many they are
   * @param detailed whether some side has a link or a limit of its own
   */
  Quote(
      Bookmaker bookmaker,
      long lastUpdate,
      String link,
      List<Outcome> sides,
      double[] prices,
      int from,
      int size,
      boolean fits,
      boolean ambiguous,
      boolean detailed) {
    this.bookmaker = bookmaker;
    this.lastUpdate = lastUpdate;
    this.link = link;
    this.sides = sides;
    this.prices = prices;
    this.from = from;
    this.size = size;
    this.fits = fits;
    this.ambiguous = ambiguous;
    this.detailed = detailed;
  }

  /**
   * @param lastUpdate when the bookmaker quoted, to the millisecond
   * @param link deep link to the market; null if absent
   * @param sides the quoted outcomes in the line's order, null for one that is not quoted
   * @param fits see {@link #fits}
   * @param ambiguous see {@link #ambiguous}
   */
  public static Quote of(
      Bookmaker bookmaker,
      Instant lastUpdate,
      String link,
      List<Outcome> sides,
      boolean fits,
      boolean ambiguous) {
    double[] prices = new double[sides.size()];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = sides.get(i) == null ? Double.NaN : sides.get(i).price();
    }
    return new Quote(
        bookmaker,
        lastUpdate.toEpochMilli(),
        link,
        sides,
        prices,
        0,
        prices.length,
        fits,
        ambiguous,
        true);
  }

  public Bookmaker bookmaker() {
    return bookmaker;
  }

  /** When the bookmaker quoted. */
  public Instant lastUpdate() {
    return Instant.ofEpochMilli(lastUpdate);
  }

  /**
   * The quoted outcomes, null for one that is not quoted; if one is quoted twice, the lower price.
   */
  public List<Outcome> sides() {
    return sides;
  }

  /** How many sides the line has. */
  public int size() {
    return size;
  }

  public boolean has(int side) {
    return !Double.isNaN(price(side));
  }

  /** Decimal odds, stake included; NaN if the side is not quoted. */
  public double price(int side) {
    return prices[from + side];
  }

  /** Deep link to the bet, else to the market; null if neither is known. */
  public String link(int side) {
    String its = detailed ? sides.get(side).link() : null;
    return its == null ? link : its;
  }

  /** The largest stake that the bookmaker takes; null if unknown. */
  public Double betLimit(int side) {
    return detailed ? sides.get(side).betLimit() : null;
  }

  /**
   * Whether the bookmaker's outcomes are those of the shape: false for points on a winner market,
   * or a third result beside two sides. The other bookmakers' quotes are not touched.
   */
  public boolean fits() {
    return fits;
  }

  /** Whether some outcome was quoted twice at different prices. */
  public boolean ambiguous() {
    return ambiguous;
  }

  /** Whether every side is quoted, once, as the shape asks for. */
  public boolean complete() {
    boolean complete = fits && !ambiguous;
    for (int side = 0; complete && side < size; side++) {
      complete = has(side);
    }
    return complete;
  }

  /** Decimal odds in the line's order. */
  public double[] odds() {
    return Arrays.copyOfRange(prices, from, from + size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quote quote
        && bookmaker.equals(quote.bookmaker)
        && lastUpdate == quote.lastUpdate
        && Objects.equals(link, quote.link)
        && sides.equals(quote.sides)
        && fits == quote.fits
        && ambiguous == quote.ambiguous;
  }

  @Override
  public int hashCode() {
    return Objects.hash(bookmaker, lastUpdate, link, sides, fits, ambiguous);
  }

  @Override
  public String toString() {
    return "%s at %s: %s%s%s"
        .formatted(
            bookmaker,
            lastUpdate(),
            sides,
            fits ? "" : ", does not fit",
            ambiguous ? ", ambiguous" : "");
  }
}
