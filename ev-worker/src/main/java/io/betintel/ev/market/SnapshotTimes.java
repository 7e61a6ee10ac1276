package io.betintel.ev.market;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The times in an entry of the store, read without its outcomes.
 *
 * @param lastUpdate when the bookmaker quoted
 * @param observedAt when the feed saw it
 * @param commenceTime when the event starts
 */
public record SnapshotTimes(Instant lastUpdate, Instant observedAt, Instant commenceTime) {

  /**
   * @param entry as {@link SnapshotFormat#encode} wrote it
   * @throws IllegalStateException if it is of another format
   */
  public static SnapshotTimes of(byte[] entry) {
    ByteReader in = new ByteReader(ByteBuffer.wrap(entry));
    SnapshotFormat.requireFormat(in.readByte());
    Instant lastUpdate = Instant.ofEpochMilli(in.readLong());
    Instant observedAt = Instant.ofEpochMilli(in.readLong());
    in.skipText(); // sport key
    return new SnapshotTimes(lastUpdate, observedAt, Instant.ofEpochMilli(in.readLong()));
  }
}
