package io.betintel.ev.sink;

import io.betintel.ev.ops.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a sink does between its batches. Owned by one thread. */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration MAINTAIN = Duration.ofMinutes(10);

  private final LineSink sink;
  private final BatchReader reader;
  private final BatchWriter writer;
  private final SinkMetrics metrics;
  private final Interval maintenance;

  Upkeep(
      LineSink sink,
      BatchReader reader,
      BatchWriter writer,
      SinkMetrics metrics,
      LongSupplier nanoTime) {
    this.maintenance = new Interval(MAINTAIN, nanoTime);
    this.sink = sink;
    this.reader = reader;
    this.writer = writer;
    this.metrics = metrics;
  }

  /** Does what is due. Call this while no write is in progress. */
  void turn() {
    sink.refresh();
    writeLate();
    maintain();
  }

  /** Writes what the store has kept until it could hold it. */
  private void writeLate() {
    List<ConsumerRecord<byte[], byte[]>> due = new ArrayList<>(sink.due(reader.topic().name()));
    metrics.kept(sink.kept());
    if (due.isEmpty()) {
      return;
    }
    HeldLines pending = new HeldLines();
    Batch batch = reader.late(due, pending);
    writer.setAside(batch.undecodable());
    writer.write(batch, sink.prepare(batch));
    due.removeAll(pending.take());
    sink.forget(due); // those that were set aside; the others are gone with the write
    LOG.info("Sink {}: {} lines that were kept are written", sink.name(), due.size());
  }

  private void maintain() {
    if (!maintenance.isDue()) {
      return;
    }
    maintenance.restart();
    try {
      sink.maintain();
    } catch (SinkException e) {
      LOG.warn(
          "Housekeeping of sink {} failed and is tried again in ten minutes: {}",
          sink.name(),
          e.getMessage());
    }
  }
}
