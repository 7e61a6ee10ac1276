package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** The headers that a dead letter carries beside its own, named as KIP-1034 names them. */
final class DeadLetter {
  private static final String PREFIX = "__streams.errors.";
  private static final int LONGEST_STACKTRACE = 4096;

  private DeadLetter() {}

  static void describe(Headers headers, BrokenRecordException broken, Origin origin) {
    add(headers, "exception", broken.getClass().getName());
    add(headers, "message", broken.getMessage());
    add(headers, "stacktrace", stacktrace(broken));
    add(headers, "topic", origin.topic());
    add(headers, "partition", Integer.toString(origin.partition()));
    add(headers, "offset", Long.toString(origin.offset()));
    headers.add("ev-reason", broken.reason().label().getBytes(StandardCharsets.UTF_8));
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
