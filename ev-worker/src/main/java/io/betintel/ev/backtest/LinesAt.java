package io.betintel.ev.backtest;

import io.betintel.ev.market.Line;
import java.time.Instant;
import java.util.List;

/**
 * A market at one observation of its feed.
 *
 * @param lines by id
 */
record LinesAt(Instant at, List<Line> lines) {
  LinesAt {
    lines = List.copyOf(lines);
  }
}
