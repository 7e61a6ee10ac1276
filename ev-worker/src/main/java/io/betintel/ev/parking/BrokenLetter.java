package io.betintel.ev.parking;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A dead letter of a record that waited: key, value and headers as they are, and what is wrong. */
final class BrokenLetter {
  private static final String OURS = "ev-origin-";
  private static final String PREFIX = "__streams.errors.";
  private static final int LONGEST_STACKTRACE = 4096;

  /** What a record grows by as a dead letter, and as a returned record, at most. */
  private static final int ADDED = 16_384;

  private BrokenLetter() {}

  /**
   * @throws BrokenRecordException if the record cannot be sent, because the limit was lowered since
   *     it was kept
   */
  static void requireSendable(ConsumerRecord<byte[], byte[]> waiting, ParkingRoute route) {
    if (size(waiting) > route.largestRecord() - ADDED) {
      throw new BrokenRecordException(
          BrokenRecordException.Reason.TOO_LARGE,
          "record has "
              + size(waiting)
              + " bytes of key, value and headers: it was kept under a higher limit"
              + " (EV_ODDS_MAX_BYTES) than today's");
    }
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    long size = length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      size += header.key().length() + length(header.value());
    }
    return size;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Of a parked record: it was decoded before, so that the place it waited at is the news. */
  static ProducerRecord<byte[], byte[]> parked(
      ConsumerRecord<byte[], byte[]> waiting, BrokenRecordException broken, ParkingRoute route) {
    return of(
        waiting,
        broken,
        route,
        waiting.topic(),
        Integer.toString(waiting.partition()),
        Long.toString(waiting.offset()));
  }

  /** Of a record in quarantine: like every letter of the input, it names its place there. */
  static ProducerRecord<byte[], byte[]> quarantined(
      ConsumerRecord<byte[], byte[]> waiting, BrokenRecordException broken, ParkingRoute route) {
    Headers headers = waiting.headers();
    return of(
        waiting,
        broken,
        route,
        EvHeaders.text(headers, EvHeaders.ORIGIN_TOPIC).orElse("?"),
        EvHeaders.text(headers, EvHeaders.ORIGIN_PARTITION).orElse("?"),
        EvHeaders.text(headers, EvHeaders.ORIGIN_OFFSET).orElse("?"));
  }

  private static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> waiting,
      BrokenRecordException broken,
      ParkingRoute route,
      String topic,
      String partition,
      String offset) {
    boolean whole = size(waiting) <= route.largestRecord() - ADDED;
    RecordHeaders headers = new RecordHeaders();
    for (Header header : waiting.headers()) {
      if (whole || header.key().startsWith(OURS)) {
        headers.add(header);
      }
    }
    if (!whole) {
      EvHeaders.put(headers, EvHeaders.LEFT_OUT, size(waiting) + " bytes");
    }
    EvHeaders.put(headers, EvHeaders.REASON, broken.reason().label());
    headers.remove(EvHeaders.RETURN_ATTEMPT);
    StringWriter stacktrace = new StringWriter();
    broken.printStackTrace(new PrintWriter(stacktrace));
    String trace = stacktrace.toString();
    String[][] described = {
      {"exception", broken.getClass().getName()},
      {"message", broken.getMessage()},
      {"stacktrace", trace.substring(0, Math.min(trace.length(), LONGEST_STACKTRACE))},
      {"topic", topic},
      {"partition", partition},
      {"offset", offset}
    };
    for (String[] each : described) {
      headers.add(PREFIX + each[0], each[1].getBytes(StandardCharsets.UTF_8));
    }
    return new ProducerRecord<>(
        route.deadLetters(),
        null,
        null,
        whole ? waiting.key() : null,
        whole ? waiting.value() : null,
        headers);
  }
}
