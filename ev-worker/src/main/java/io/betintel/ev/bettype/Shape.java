package io.betintel.ev.bettype;

import java.util.Locale;
import java.util.Optional;

/**
 * How the outcomes of a bet type pair into lines. Only the catalogue says so: an exchange's {@code
 * h2h_lay} looks exactly like {@code h2h}.
 */
public enum Shape implements Label<Shape> {
  /** One outcome per competitor, and Draw where there is one. */
  WINNER(true),
  /** Over and Under at one point, per description. */
  OVER_UNDER(true),
  /** The two sides at points of opposite sign. */
  SPREAD(true),
  /** Yes and No. */
  YES_NO(true),
  /** Many mutually exclusive outcomes. */
  N_WAY(true),
  /**
   * Prices to lay at an exchange: priced by the market whose outcomes they lay, if that is there.
   */
  LAY(false),
  /** Over without an Under. */
  OVER_ONLY(false),
  /** Daily fantasy contests, whose odds are not those of a two-sided market. */
  DFS(false),
  /** Free form. */
  VARIOUS(false);

  private final String label = name().toLowerCase(Locale.ROOT);

  private final boolean priced;

  Shape(boolean priced) {
    this.priced = priced;
  }

  /** Whether lines of this shape can have a fair price; the others are stored only. */
  public boolean priced() {
    return priced;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Optional<Shape> known() {
    return Optional.of(this);
  }

  /**
   * @throws IllegalArgumentException for an unknown shape; names the known ones
   */
  public static Shape of(String label) {
    return Label.of(Shape.class, "shape", label);
  }
}
