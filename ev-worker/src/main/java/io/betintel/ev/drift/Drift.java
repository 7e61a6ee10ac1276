package io.betintel.ev.drift;

import java.util.Comparator;

/**
 * One place differs from the others.
 *
 * @param value usually a bet type, as this place spells it; else a subject, a worker or a slot
 * @param kind what sort of difference it is, in one word that stays the same from look to look
 * @param what the difference
 * @param remedy what to do
 */
public record Drift(Surface surface, String value, String kind, String what, String remedy)
    implements Comparable<Drift> {
  private static final Comparator<Drift> ORDER =
      Comparator.comparing(Drift::surface)
          .thenComparing(Drift::value)
          .thenComparing(Drift::kind)
          .thenComparing(Drift::what)
          .thenComparing(Drift::remedy);

  @Override
  public int compareTo(Drift other) {
    return ORDER.compare(this, other);
  }

  /** Names the difference, whatever its figures are at the moment. */
  public String finding() {
    return surface.label() + ":" + value + ":" + kind;
  }

  /** One line for a person. */
  @Override
  public String toString() {
    return surface.label() + ": " + value + " " + what + ". " + remedy;
  }
}
