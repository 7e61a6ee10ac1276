package io.betintel.ev.audit;

import java.sql.SQLException;
import java.util.Map;

/**
 * How far the parts had come that send records back to the workers. It is asked before the {@link
 * AuditMoment}: what they have sent by then is on the hop, and is waited for there.
 *
 * @param parked of the replayer
 * @param decided the next offset of the quarantine's group, by partition
 */
record Returned(WaitingEvents parked, Map<Integer, Long> decided) {
  static Returned read(TopicScan scan, AuditTargets targets) throws SQLException {
    return new Returned(
        WaitingEvents.read(targets, scan),
        scan.committed(targets.quarantineGroup(), targets.topics().quarantine()));
  }
}
