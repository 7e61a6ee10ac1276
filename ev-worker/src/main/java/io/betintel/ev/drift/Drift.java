package io.betintel.ev.drift;

import java.util.Comparator;

/**
 * A place that knows something else than the others.
 *
 * @param value mostly a bet type, as it is spelled there; or the subject or the worker
 * @param what what is different
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
