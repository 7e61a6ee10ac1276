package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a line has no fair price. If several reasons apply to its references, the last one in this
 * order is published.
 */
public enum NotPriced implements Label<NotPriced> {
  /** Lines of the bet type's shape are never priced. */
  SHAPE_NOT_PRICED,
  /** The outcomes contradict the bet type's shape. */
  SHAPE,
  /** Something else than the outcomes can happen, such as a draw: their prices are no whole set. */
  NOT_EXHAUSTIVE,
  /** No bookmaker quotes every side. */
  ONE_SIDED,
  /** No reference quotes the whole line. */
  NO_REFERENCE,
  /** The bookmakers that could make the price quote a side twice, at different prices. */
  AMBIGUOUS,
  /** The hold of every reference that quotes the whole line is outside the bet type's range. */
  REFERENCE_HOLD,
  /** The references that quote the whole line did so too long ago. */
  STALE_REFERENCE,
  /** Fewer references than the bet type asks for. */
  TOO_FEW_BOOKS,
  /** References quote other points of the line's ladder, but the sport has no model. */
  LADDER_NO_MODEL,
  /** References quote more points of the line's ladder than any real one has. */
  LADDER_TOO_LONG,
  /** The references' points of the line's ladder contradict each other. */
  LADDER_CONTRADICTION,
  /** The nearest point of the line's ladder that references quote is too far away. */
  LADDER_TOO_FAR,
  /** So many offers that its record would not fit {@code ev.lines}: published without them. */
  TOO_LARGE,
  /** An exception while pricing, which the worker's log has: published without offers. */
  ERROR;

  private final String label = name().toLowerCase(Locale.ROOT);

  @Override
  public String label() {
    return label;
  }

  @Override
  public Optional<NotPriced> known() {
    return Optional.of(this);
  }
}
