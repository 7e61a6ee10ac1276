package io.betintel.ev.parking;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A dead letter of a record that waited: key, value and headers as they are, and what is wrong. */
final class BrokenLetter {
  private static final String PREFIX = "__streams.errors.";
  private static final int LONGEST_STACKTRACE = 4096;

  private BrokenLetter() {}

  /** Of a parked record: it was decoded before, so that the place it waited at is the news. */
  static ProducerRecord<byte[], byte[]> parked(
      ConsumerRecord<byte[], byte[]> waiting, BrokenRecordException broken, String deadLetters) {
    return of(
        waiting,
        broken,
        deadLetters,
        waiting.topic(),
        Integer.toString(waiting.partition()),
        Long.toString(waiting.offset()));
  }

  /** Of a record in quarantine: like every letter of the input, it names its place there. */
  static ProducerRecord<byte[], byte[]> quarantined(
      ConsumerRecord<byte[], byte[]> waiting, BrokenRecordException broken, String deadLetters) {
    Headers headers = waiting.headers();
    return of(
        waiting,
        broken,
        deadLetters,
        EvHeaders.text(headers, EvHeaders.ORIGIN_TOPIC).orElse("?"),
        EvHeaders.text(headers, EvHeaders.ORIGIN_PARTITION).orElse("?"),
        EvHeaders.text(headers, EvHeaders.ORIGIN_OFFSET).orElse("?"));
  }

  private static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> waiting,
      BrokenRecordException broken,
      String deadLetters,
      String topic,
      String partition,
      String offset) {
    RecordHeaders headers = new RecordHeaders(waiting.headers().toArray());
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
    return new ProducerRecord<>(deadLetters, null, null, waiting.key(), waiting.value(), headers);
  }
}
