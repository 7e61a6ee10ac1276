package io.betintel.ev.codec;

import io.betintel.ev.odds.LineId;
import java.time.Instant;

/** Which validities of a line are the same to a reader. */
@FunctionalInterface
public interface ValidityStep {
  /** The validity that stands for all those up to the next step. */
  Instant step(LineId line, Instant validUntil);
}
