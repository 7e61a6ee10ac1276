package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How large a record may be, in bytes of key, value and headers before compression. Topics limit
 * the compressed size, and a compressed kilobyte can be megabytes here. Without this limit the next
 * topic could refuse what the input accepted, and stop the worker forever.
 *
 * @param event the largest odds event; the hop and the parked records have room for it
 * @param deadLetter the largest record that is kept byte for byte
 */
record RecordLimits(int event, int deadLetter) {
  /** Brokers take requests of 100 MiB by default. */
  private static final int LARGEST_REQUEST = 90 * 1_048_576;

  static RecordLimits of(int largestEvent) {
    int kept = (int) Math.min(4L * largestEvent, LARGEST_REQUEST);
    return new RecordLimits(largestEvent, Math.max(largestEvent, kept));
  }

  /**
   * @throws BrokenRecordException if the record is larger than an odds event may be
   */
  void requireEvent(byte[] key, byte[] value, Headers headers) {
    long size = size(key, value, headers);
    if (size > event) {
      throw new BrokenRecordException(
          Reason.TOO_LARGE,
          "record has "
              + size
              + " bytes of key, value and headers before compression: accepted are at most "
              + event
              + " (EV_ODDS_MAX_BYTES)");
    }
  }

  boolean fitsDeadLetter(byte[] key, byte[] value, Headers headers) {
    return size(key, value, headers) <= deadLetter;
  }

  static long size(byte[] key, byte[] value, Headers headers) {
    long size = length(key) + length(value);
    for (Header header : headers) {
      size += header.key().length() + length(header.value());
    }
    return size;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
