package io.betintel.ev.sink;

import io.betintel.ev.sink.LineSink.Prepared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.Executor;

/**
 * Writes batches to a sink's store one after the other, without the lines that it refuses, and
 * counts what came of them. Owned by one thread.
 */
final class BatchWriter {
  private final LineSink sink;
  private final WriteAhead writes;
  private final Refusals refused;
  private final FirstLineLog firsts;
  private final SinkMetrics metrics;
  private final Runnable succeeded;
  private final StoreRest rest;
  private Instant newest = Instant.MAX;
  private boolean begun; // by begin(): its batch is one of many

  /**
   * @param aside keeps the records that cannot be stored
   * @param rest hears of the writes of {@link #begin}
   * @param store runs the writes of {@link #begin}
   * @param succeeded is run after each write
   */
  BatchWriter(
      LineSink sink,
      SetAside aside,
      SinkMetrics metrics,
      Clock clock,
      StoreRest rest,
      Executor store,
      Runnable succeeded) {
    this.sink = sink;
    this.metrics = metrics;
    this.succeeded = succeeded;
    this.rest = rest;
    this.writes = new WriteAhead(store, clock);
    this.refused = new Refusals(sink.name(), aside, metrics);
    this.firsts = new FirstLineLog(sink.name());
  }

  /** The time of the newest record that is written; {@link Instant#MAX} before the first. */
  Instant newest() {
    return newest;
  }

  /** Whether a write has begun that is not settled. */
  boolean isWriting() {
    return writes.batch() != null;
  }

  /** Whether the store still works on it. */
  boolean isBusy() {
    return writes.isRunning();
  }

  /**
   * @throws SinkException of kind AWAY if the records cannot be kept now
   */
  void setAside(Collection<RefusedRecord> records) {
    refused.setAside(records);
  }

  /** Begins a write and returns at once. No other may be in progress. */
  void begin(Batch batch, Prepared prepared) {
    begun = true;
    writes.begin(batch, prepared);
  }

  /** Writes on this thread. No other write may be in progress. */
  void write(Batch batch, Prepared prepared) {
    begun = false;
    writes.doNow(batch, prepared);
    settle();
  }

  /** Waits for the write in progress, if there is one; {@link #settle} has its outcome. */
  void await() {
    writes.await();
  }

  /**
   * Waits for the write in progress, if there is one.
   *
   * @throws SinkException if it failed: the store must be asked for its positions
   */
  void settle() {
    Batch batch = writes.batch();
    while (batch != null) {
      try {
        wrote(batch, writes.outcome());
        return;
      } catch (LinesRefusedException e) {
        refused.setAside(e);
        batch = batch.without(e.reasons().keySet());
        writes.doNow(batch, sink.prepare(batch));
      }
    }
  }

  private void wrote(Batch batch, WriteAhead.Done done) {
    refused.stored();
    if (begun) {
      rest.after(batch, done.took());
    }
    if (done.changed() > 0) {
      firsts.stored(batch);
    }
    succeeded.run();
    metrics.wrote(
        batch.records(),
        done.changed(),
        batch.lines().size() - done.changed(),
        batch.reduced(),
        done.took());
    if (batch.isLate() || batch.lines().isEmpty()) {
      return;
    }
    newest = Instant.MIN;
    for (VersionedLine line : batch.lines()) {
      Instant recorded = line.recordedAt();
      newest = recorded.isAfter(newest) ? recorded : newest;
      metrics.stored(Duration.between(recorded, done.at()));
    }
  }
}
