package io.betintel.ev.rename;

import io.betintel.ev.odds.BetType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A row of {@code bet_type_renames}.
 *
 * @param aliasedAt null before that step, as are the later times
 */
record RenameRecord(
    BetType from,
    BetType to,
    RenameStep step,
    Instant startedAt,
    Instant aliasedAt,
    Instant releasedAt) {
  RenameRecord {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(startedAt, "startedAt");
  }

  boolean isUnderWay() {
    return step != RenameStep.DONE;
  }

  /** How long no event of either name was applied; the hold has ended. */
  Duration held() {
    return Duration.between(startedAt, releasedAt);
  }
}
