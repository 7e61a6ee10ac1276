package io.betintel.ev.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets aside what a sink cannot store, once for each record while the same batch is tried again.
 * Owned by one thread.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final String sink;
  private final SetAside aside;
  private final SinkMetrics metrics;
  private final Set<String> kept = new HashSet<>();

  Refusals(String sink, SetAside aside, SinkMetrics metrics) {
    this.sink = sink;
    this.aside = aside;
    this.metrics = metrics;
  }

  void setAside(LinesRefusedException refused) {
    List<RefusedRecord> records = new ArrayList<>();
    refused
        .reasons()
        .forEach(
            (line, why) ->
                records.add(
                    new RefusedRecord(line.record(), RefusedRecord.Reason.LINE_REFUSED, why)));
    setAside(records);
  }

  /**
   * @throws SinkException of kind AWAY if the records cannot be kept now
   */
  void setAside(Collection<RefusedRecord> records) {
    List<RefusedRecord> fresh =
        records.stream().filter(record -> !kept.contains(place(record))).toList();
    if (fresh.isEmpty()) {
      return;
    }
    aside.keep(fresh);
    LOG.warn(
        "Sink {} cannot store {} records and sends them to the dead letters, such as: {}",
        sink,
        fresh.size(),
        fresh.get(0).why());
    for (RefusedRecord record : fresh) {
      kept.add(place(record));
      metrics.refused(record.reason());
    }
  }

  /** The rest of the batch is stored: none of its records comes again. */
  void stored() {
    kept.clear();
  }

  private static String place(RefusedRecord refused) {
    return refused.record().partition() + "-" + refused.record().offset();
  }
}
