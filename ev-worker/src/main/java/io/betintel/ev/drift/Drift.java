package io.betintel.ev.drift;

import java.util.Comparator;

/**
 * One place differs from the others.
 *
 * @param value usually a bet type, as this place spells it; else a subject or a worker
 * @param what the difference
 * @param remedy what to do
 */
public record Drift(Surface surface, String value, String what, String remedy)
    implements Comparable<Drift> {
  private static final Comparator<Drift> ORDER =
      Comparator.comparing(Drift::surface)
          .thenComparing(Drift::value)
          .thenComparing(Drift::what)
          .thenComparing(Drift::remedy);

  @Override
  public int compareTo(Drift other) {
    return ORDER.compare(this, other);
  }

  /** One line for a person. */
  @Override
  public String toString() {
    return surface.label() + ": " + value + " " + what + ". " + remedy;
  }
}
