package io.betintel.bench.opponent;

import io.betintel.bench.probe.ProbeProcess;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Lines that were not computed: the header says which record they follow. */
final class Marked {
  private Marked() {}

  /**
   * @param due the timestamp of the record that the line follows, milliseconds since the epoch
   */
  static Record<byte[], byte[]> line(byte[] key, byte[] value, long due) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(ProbeProcess.DUE, ByteBuffer.allocate(Long.BYTES).putLong(due).array());
    return new Record<>(key, value, due, headers);
  }
}
