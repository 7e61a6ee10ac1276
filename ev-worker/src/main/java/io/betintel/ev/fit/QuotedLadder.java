package io.betintel.ev.fit;

import java.util.List;

/**
 * What bookmakers quote of one family of one event.
 *
 * @param points by bookmaker and threshold
 */
record QuotedLadder(LadderKey key, List<QuotedPoint> points) {
  QuotedLadder {
    points = List.copyOf(points);
  }
}
