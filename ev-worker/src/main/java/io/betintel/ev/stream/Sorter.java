package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.Quoted;
import io.betintel.ev.codec.SchemaPendingException;
import io.betintel.ev.odds.MarketSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
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
  private final Clock clock;
  private OddsEventDecoder decoder;
  private ProcessorContext<byte[], OddsRecord> context;

  /**
   * @param clock says what time it is; the stream's own time says only what has passed
   */
  Sorter(
      TaskCodecs codecs,
      int partitions,
      FeedClocks clocks,
      UnreadableRecords unreadable,
      StreamMetrics metrics,
      Clock clock) {
    this.clock = clock;
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
    Instant now = clocks.written(origin, now());
    MarketSnapshot decoded;
    MarketSnapshot snapshot;
    try {
      unreadable.limits().requireEvent(record.key(), bytes, record.headers());
      decoded = decoder.decode(record.key(), bytes, record.timestamp());
      snapshot = clocks.admit(decoded, record.headers(), origin, now);
    } catch (BrokenRecordException broken) {
      metrics.consumed();
      refuse(record, broken, origin, now);
      return;
    } catch (SchemaPendingException pending) {
      if (!pending.denied()) {
        throw pending.at(origin.place()); // it is read again when the registry answers
      }
      metrics.consumed();
      Record<byte[], OddsRecord> waiting = moving(record, record.value(), origin);
      clocks.noteRead(waiting.headers(), now);
      context.forward(unreadable.quarantined(waiting, pending, origin), OddsTopology.QUARANTINED);
      return;
    }
    metrics.consumed();
    sort(moving(record, record.value().decoded(snapshot), origin), !snapshot.equals(decoded), now);
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  /**
   * The market's task refuses it, and ends what the bookmaker offered before; if no market is
   * known, it ends here.
   */
  private void refuse(
      Record<byte[], OddsRecord> record, BrokenRecordException broken, Origin origin, Instant now) {
    Optional<Quoted> quoted = broken.quote();
    BrokenRecordException reason = broken;
    boolean limited = false;
    try {
      limited =
          quoted
              .filter(each -> !clocks.admit(each, record.headers(), origin, now).equals(each))
              .isPresent();
    } catch (BrokenRecordException ahead) {
      quoted = Optional.empty(); // it is not known as later than any other
      reason = ahead;
    }
    if (quoted.isPresent()) {
      sort(moving(record, record.value().refused(quoted.get()), origin), limited, now);
    } else {
      context.forward(
          unreadable.deadLetter(record, reason, origin, metrics.ends()), OddsTopology.BROKEN);
    }
  }

  private void sort(Record<byte[], OddsRecord> moving, boolean limited, Instant now) {
    FeedClocks.note(moving.headers(), limited, now);
    int home = EventPartitioner.home(moving.value().eventId(), partitions);
    context.forward(
        moving, home == context.taskId().partition() ? OddsTopology.HOME : OddsTopology.AWAY);
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
