package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A broken record as the dead-letter topic keeps it: its own key, value and headers, and more
 * headers that say what is wrong, named as in KIP-1034.
 */
final class DeadLetter {
  private static final String PREFIX = "__streams.errors.";
  private static final int LONGEST_STACKTRACE = 4096;

  private DeadLetter() {}

  /**
   * A record that is too large for any topic, because compression hid its size, loses key, value
   * and its own headers. The added headers say how large it was and where it is.
   */
  static Record<byte[], OddsRecord> of(
      Record<byte[], OddsRecord> record,
      BrokenRecordException broken,
      Origin origin,
      RecordLimits limits) {
    byte[] value = record.value() == null ? null : record.value().bytes();
    Record<byte[], OddsRecord> letter;
    if (limits.fitsDeadLetter(record.key(), value, record.headers())) {
      letter = record.withHeaders(new RecordHeaders(record.headers().toArray()));
    } else {
      String size = RecordLimits.size(record.key(), value, record.headers()) + " bytes";
      letter =
          record
              .withKey((byte[]) null)
              .withValue(new OddsRecord(null, null))
              .withHeaders(
                  new RecordHeaders()
                      .add(EvHeaders.LEFT_OUT, size.getBytes(StandardCharsets.UTF_8)));
    }
    describe(letter.headers(), broken, origin);
    return letter;
  }

  private static void describe(Headers headers, BrokenRecordException broken, Origin origin) {
    add(headers, "exception", broken.getClass().getName());
    add(headers, "message", broken.getMessage());
    add(headers, "stacktrace", stacktrace(broken));
    add(headers, "topic", origin.topic());
    add(headers, "partition", Integer.toString(origin.partition()));
    add(headers, "offset", Long.toString(origin.offset()));
    headers.add(EvHeaders.REASON, broken.reason().label().getBytes(StandardCharsets.UTF_8));
    origin.addTo(headers);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String stacktrace(BrokenRecordException broken) {
    StringWriter text = new StringWriter();
    broken.printStackTrace(new PrintWriter(text));
    String all = text.toString();
    return all.length() <= LONGEST_STACKTRACE ? all : all.substring(0, LONGEST_STACKTRACE);
  }
}
