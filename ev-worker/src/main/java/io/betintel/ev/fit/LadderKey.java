package io.betintel.ev.fit;

import java.time.Instant;
import java.util.Comparator;

/**
 * A ladder's identity.
 *
 * @param group the family and sport that share a model
 * @param description the player or team; empty if there is none
 * @param observedAt when its prices were seen: a later look at the same event is another ladder
 */
record LadderKey(LadderGroup group, String eventId, String description, Instant observedAt)
    implements Comparable<LadderKey> {
  private static final Comparator<LadderKey> ORDER =
      Comparator.comparing(LadderKey::group)
          .thenComparing(LadderKey::eventId)
          .thenComparing(LadderKey::description)
          .thenComparing(LadderKey::observedAt);

  /** Which of so many parts of the data it is in; the same on every JVM. */
  int fold(int folds) {
    return Math.floorMod((eventId + '|' + description).hashCode(), folds);
  }

  @Override
  public int compareTo(LadderKey other) {
    return ORDER.compare(this, other);
  }
}
