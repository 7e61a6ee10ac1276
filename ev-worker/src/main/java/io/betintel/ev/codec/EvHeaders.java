package io.betintel.ev.codec;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers that the worker adds to a record, as text. Of several with one name the last one
 * counts, so that a producer's header of that name has no effect.
 */
public final class EvHeaders {
  /** The record's place in the input; kept on the hop, while parked and on return. */
  public static final String ORIGIN_TOPIC = "ev-origin-topic";

  public static final String ORIGIN_PARTITION = "ev-origin-partition";
  public static final String ORIGIN_OFFSET = "ev-origin-offset";

  /** The record's own timestamp, milliseconds since the epoch. */
  public static final String ORIGIN_TIMESTAMP = "ev-origin-timestamp";

  /** Why a record is parked or broken. */
  public static final String REASON = "ev-reason";

  /**
   * When the worker first read a record whose times were ahead of its clock, milliseconds since the
   * epoch: they count as this time, on the hop and on return too. A record in quarantine has it
   * whatever its times are; other records do not.
   */
  public static final String READ_AT = "ev-read-at";

  /** Which feed sent a record: of the producer, optional. */
  public static final String FEED = "ev-feed";

  /** The size of a record that is too large to keep; key and value are left out. */
  public static final String LEFT_OUT = "ev-left-out";

  /** How the reasons begin of dead letters that are priced lines and not odds events. */
  public static final String LINE_REASONS = "line_";

  /** How often a parked record has been returned, from 1; only returned ones have it. */
  public static final String RETURN_ATTEMPT = "ev-return-attempt";

  /** How often a dead letter has been sent to the input again, from 1. */
  public static final String REPLAY_ATTEMPT = "ev-replay-attempt";

  private EvHeaders() {}

  public static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** Empty if the header is missing or not a number. */
  public static OptionalLong number(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(new String(header.value(), StandardCharsets.UTF_8)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Replaces every header of the name. */
  public static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** The origin, for messages: {@code odds.events-3 offset 12}. */
  public static String origin(Headers headers) {
    return text(headers, ORIGIN_TOPIC).orElse("?")
        + "-"
        + text(headers, ORIGIN_PARTITION).orElse("?")
        + " offset "
        + text(headers, ORIGIN_OFFSET).orElse("?");
  }
}
