package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Looks at each input record once: home, one hop away from it, unknown yet, or broken. */
final class Sorter implements Processor<byte[], OddsRecord, byte[], OddsRecord> {
  private final TaskCodecs codecs;
  private final int partitions;
  private final FeedClocks clocks;
  private final UnreadableRecords unreadable;
  private final StreamMetrics metrics;
  private OddsEventDecoder decoder;
  private ProcessorContext<byte[], OddsRecord> context;

  Sorter(
      TaskCodecs codecs,
      int partitions,
      FeedClocks clocks,
      UnreadableRecords unreadable,
      StreamMetrics metrics) {
    this.clocks = clocks;
    this.unreadable = unreadable;
    this.codecs = codecs;
    this.partitions = partitions;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], OddsRecord> context) {
    this.context = context;
    this.decoder = codecs.ofInput();
  }

  @Override
  public void process(Record<byte[], OddsRecord> record) {
    Origin origin = Origin.of(context.recordMetadata().orElseThrow(), record);
    byte[] bytes = record.value() == null ? null : record.value().bytes();
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    MarketSnapshot decoded;
    MarketSnapshot snapshot;
    try {
      unreadable.limits().requireEvent(record.key(), bytes, record.headers());
      decoded = decoder.decode(record.key(), bytes, record.timestamp());
      snapshot = clocks.admit(decoded, record.headers(), now);
    } catch (BrokenRecordException broken) {
      metrics.consumed();
      context.forward(
          unreadable.deadLetter(record, broken, origin, metrics.ends()), OddsTopology.BROKEN);
      return;
    } catch (SchemaPendingException pending) {
      if (!pending.denied()) {
        throw pending; // it is read again when the registry answers
      }
      metrics.consumed();
      Record<byte[], OddsRecord> waiting = moving(record, record.value(), origin);
      clocks.noteRead(waiting.headers(), now);
      context.forward(unreadable.quarantined(waiting), OddsTopology.QUARANTINED);
      return;
    }
    metrics.consumed();
    Record<byte[], OddsRecord> moving = moving(record, record.value().decoded(snapshot), origin);
    FeedClocks.note(moving.headers(), decoded, snapshot, now);
    boolean atHome =
        EventPartitioner.home(snapshot.event().id(), partitions) == context.taskId().partition();
    context.forward(moving, atHome ? OddsTopology.HOME : OddsTopology.AWAY);
  }

  private static Record<byte[], OddsRecord> moving(
      Record<byte[], OddsRecord> record, OddsRecord value, Origin origin) {
    Record<byte[], OddsRecord> moving =
        record.withValue(value).withHeaders(new RecordHeaders(record.headers().toArray()));
    origin.addTo(moving.headers());
    moving.headers().remove(EvHeaders.RETURN_ATTEMPT); // no producer returns anything
    return moving;
  }
}
