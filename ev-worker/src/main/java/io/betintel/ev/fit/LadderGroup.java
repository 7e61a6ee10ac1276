package io.betintel.ev.fit;

import java.util.Comparator;

/**
 * Ladders that share a model.
 *
 * @param family such as {@code totals}
 * @param sport the sport's key
 */
public record LadderGroup(String family, String sport) implements Comparable<LadderGroup> {
  private static final Comparator<LadderGroup> ORDER =
      Comparator.comparing(LadderGroup::family).thenComparing(LadderGroup::sport);

  @Override
  public int compareTo(LadderGroup other) {
    return ORDER.compare(this, other);
  }
}
