package io.betintel.ev.sink;

import io.betintel.ev.odds.BetType;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the first line of each bet type that a sink stores, once per process. Owned by one thread.
 */
final class FirstLineLog {
  private static final Logger LOG = LoggerFactory.getLogger(FirstLineLog.class);

  private final String sink;
  private final Set<BetType> logged = new HashSet<>();

  FirstLineLog(String sink) {
    this.sink = sink;
  }

  /** A batch was stored. */
  void stored(Batch batch) {
    for (VersionedLine line : batch.lines()) {
      if (!line.withdrawn() && logged.add(line.line().betType())) {
        LOG.info(
            "Sink {}: first line of bet type {} since the start: {}",
            sink,
            line.line().betType(),
            line.line().id());
      }
    }
  }
}
