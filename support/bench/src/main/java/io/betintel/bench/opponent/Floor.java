package io.betintel.bench.opponent;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Moves the same bytes, and reads none of them. */
final class Floor implements Processor<byte[], byte[], byte[], byte[]> {
  private final SavedLines lines;
  private final OpponentProgress progress;
  private ProcessorContext<byte[], byte[]> context;

  Floor(SavedLines lines, OpponentProgress progress) {
    this.lines = lines;
    this.progress = progress;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> given) {
    context = given;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    progress.ended(
        lines.lines((key, value) -> context.forward(Marked.line(key, value, record.timestamp()))));
  }
}
