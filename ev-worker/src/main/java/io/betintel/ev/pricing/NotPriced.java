package io.betintel.ev.pricing;

import java.util.Locale;

/** Why a line has no fair price. */
public enum NotPriced {
  /** Lines of the bet type's shape are never priced. */
  SHAPE_NOT_PRICED,
  /** The outcomes contradict the bet type's shape. */
  SHAPE,
  /** Nobody quotes every side. */
  ONE_SIDED,
  /** Who quotes every side quotes one of them twice, at different prices. */
  AMBIGUOUS,
  /** No reference quotes the whole line. */
  NO_REFERENCE,
  /** The references that quote the whole line did so too long ago. */
  STALE_REFERENCE,
  /** Fewer references than the bet type asks for. */
  TOO_FEW_BOOKS,
  /** So many offers that its record would not fit {@code ev.lines}: published without them. */
  TOO_LARGE;

  /** As a published line spells it, such as {@code no_reference}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
