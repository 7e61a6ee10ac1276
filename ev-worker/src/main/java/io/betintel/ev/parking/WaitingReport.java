package io.betintel.ev.parking;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports what waits: in metrics, in health, and in the log when the return of a type begins and
 * ends. Owned by one thread.
 */
final class WaitingReport {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingReport.class);

  private final ParkingMetrics metrics;
  private final Set<BetType> returning = new HashSet<>();

  WaitingReport(ParkingMetrics metrics) {
    this.metrics = metrics;
  }

  /**
   * @return what waits and why, on one line
   */
  String of(SortedMap<BetType, Long> waiting, ReturnGate gate) {
    metrics.waiting(waiting);
    List<String> parts = new ArrayList<>();
    waiting.forEach(
        (betType, count) -> {
          log(betType, count, gate);
          if (count > 0) {
            parts.add(betType + " " + count + " " + metrics.reason(betType));
          }
        });
    return "waiting: " + (parts.isEmpty() ? "none" : String.join(", ", parts));
  }

  private void log(BetType betType, long waiting, ReturnGate gate) {
    if (waiting > 0 && gate.isAcknowledged(betType) && returning.add(betType)) {
      LOG.info(
          "bet type {} is served by every live worker: returning at least {} parked events",
          betType,
          waiting);
    } else if (waiting == 0 && returning.remove(betType)) {
      LOG.info("bet type {}: all parked events are returned or given up", betType);
    }
  }
}
