package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Looks at each input record once: home, one hop away from it, or broken. */
final class Sorter implements Processor<byte[], OddsRecord, byte[], OddsRecord> {
  private final TaskCodecs codecs;
  private final int partitions;
  private final RecordLimits limits;
  private final FeedClocks clocks;
  private final BrokenRecordLog log;
  private final StreamMetrics metrics;
  private OddsEventDecoder decoder;
  private ProcessorContext<byte[], OddsRecord> context;

  Sorter(
      TaskCodecs codecs,
      int partitions,
      RecordLimits limits,
      FeedClocks clocks,
      BrokenRecordLog log,
      StreamMetrics metrics) {
    this.limits = limits;
    this.clocks = clocks;
    this.log = log;
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
      limits.requireEvent(record.key(), bytes, record.headers());
      decoded = decoder.decode(record.key(), bytes, record.timestamp());
      snapshot = clocks.admit(decoded, record.headers(), now);
    } catch (BrokenRecordException broken) {
      metrics.consumed();
      metrics.ends().deadLettered(broken.reason());
      log.broken(origin, broken);
      context.forward(DeadLetter.of(record, broken, origin, limits), OddsTopology.BROKEN);
      return;
    }
    metrics.consumed();
    Record<byte[], OddsRecord> moving =
        record
            .withValue(record.value().decoded(snapshot))
            .withHeaders(new RecordHeaders(record.headers().toArray()));
    origin.addTo(moving.headers());
    moving.headers().remove(EvHeaders.RETURN_ATTEMPT); // no producer returns anything
    FeedClocks.note(moving.headers(), decoded, snapshot, now);
    boolean atHome =
        EventPartitioner.home(snapshot.event().id(), partitions) == context.taskId().partition();
    context.forward(moving, atHome ? OddsTopology.HOME : OddsTopology.AWAY);
  }
}
