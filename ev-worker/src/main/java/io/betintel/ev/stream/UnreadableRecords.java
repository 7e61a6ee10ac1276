package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.SchemaPendingException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What becomes of a record that cannot be decoded, at the input or after the hop: it costs no other
 * record anything.
 */
record UnreadableRecords(RecordLimits limits, BrokenRecordLog log, StreamMetrics metrics) {

  /** It is broken for good. */
  Record<byte[], OddsRecord> deadLetter(
      Record<byte[], OddsRecord> record,
      BrokenRecordException broken,
      Origin origin,
      RecordEnds ends) {
    return deadLetter(record, broken, origin, ends, false);
  }

  /**
   * The same.
   *
   * @param ended whether the bookmaker's earlier offers ended with it
   */
  Record<byte[], OddsRecord> deadLetter(
      Record<byte[], OddsRecord> record,
      BrokenRecordException broken,
      Origin origin,
      RecordEnds ends,
      boolean ended) {
    ends.deadLettered(broken.reason());
    log.broken(origin, broken, ended);
    return DeadLetter.of(record, broken, origin, limits);
  }

  /** The registry does not know its schema yet: it moves to the quarantine. */
  Record<byte[], OddsRecord> quarantined(
      Record<byte[], OddsRecord> record, SchemaPendingException pending, Origin origin) {
    metrics.quarantined();
    log.waits(origin, pending);
    Record<byte[], OddsRecord> moving =
        record.withHeaders(new RecordHeaders(record.headers().toArray()));
    EvHeaders.put(
        moving.headers(), EvHeaders.REASON, BrokenRecordException.Reason.UNKNOWN_SCHEMA.label());
    return moving;
  }
}
