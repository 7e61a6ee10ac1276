package io.betintel.ev.sink.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.sink.VersionedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line as the keys and arguments of {@link EntryWriter}'s script.
 *
 * @param arguments all but the catalogue version, which is the last one
 * @param broken why the line cannot be made into an entry; it has no keys and arguments then
 */
record Entry(
    VersionedLine line,
    List<byte[]> keys,
    List<byte[]> arguments,
    Optional<RuntimeException> broken) {
  /** How long a version marker outlives its line: longer than any zombie can pause. */
  private static final Duration MARKER_OUTLIVES = Duration.ofDays(1);

  private static final byte[] NOTHING = new byte[0];

  // Places of keys and arguments, as they are made below.
  private static final int MARKER = 1;
  private static final int INDEX = 2;
  private static final int TOPIC = 0;
  private static final int LINE = 2;
  private static final int JSON = 5;

  static Entry of(
      VersionedLine line,
      String topicId,
      CacheKeys keys,
      CacheExpiry expiry,
      Instant now,
      LineJson json) {
    try {
      return new Entry(
          line,
          keys(line, keys),
          arguments(line, topicId, keys, expiry, now, json),
          Optional.empty());
    } catch (RuntimeException e) {
      return new Entry(line, List.of(), List.of(), Optional.of(e));
    }
  }

  /** Whether the line has an entry by now. */
  boolean isShown() {
    return broken.isEmpty() && arguments.get(JSON).length > 0;
  }

  /** The key of the entry itself. */
  byte[] entryKey() {
    return keys.get(0);
  }

  /** The key of the line's version marker. */
  byte[] markerKey() {
    return keys.get(MARKER);
  }

  /**
   * Whether this version was written, or a newer one.
   *
   * @param marker as Redis has it; null if it has none
   */
  boolean isMarkedBy(byte[] marker) {
    if (marker == null) {
      return false;
    }
    String text = new String(marker, UTF_8);
    int space = text.lastIndexOf(' ');
    if (space < 0 || !text.substring(0, space).equals(new String(arguments.get(TOPIC), UTF_8))) {
      return false;
    }
    try {
      return Long.parseLong(text.substring(space + 1)) >= line.version();
    } catch (NumberFormatException e) { // something else has written it
      return false;
    }
  }

  /** The key of the index that lists it. */
  byte[] indexKey() {
    return keys.get(INDEX);
  }

  /** The line's id, as the index lists it. */
  byte[] lineId() {
    return arguments.get(LINE);
  }

  /**
   * The script's arguments.
   *
   * @param catalogue the catalogue version at which the line's bet type is on
   */
  List<byte[]> arguments(byte[] catalogue) {
    List<byte[]> all = new ArrayList<>(arguments);
    all.add(line.withdrawn() ? NOTHING : catalogue);
    return all;
  }

  private static List<byte[]> keys(VersionedLine versioned, CacheKeys keys) {
    var betType = versioned.line().betType();
    var id = versioned.line().id();
    return List.of(
        bytes(keys.line(betType, id)),
        bytes(keys.version(betType, id)),
        bytes(keys.index(betType, id)),
        bytes(keys.gate(betType, id)));
  }

  private static List<byte[]> arguments(
      VersionedLine versioned,
      String topicId,
      CacheKeys keys,
      CacheExpiry expiry,
      Instant now,
      LineJson json) {
    Instant until = expiry.expiry(versioned.line().validUntil(), now);
    boolean shown = !versioned.withdrawn() && until.isAfter(now);
    return List.of(
        bytes(topicId),
        bytes(versioned.version()),
        bytes(versioned.line().id().text()),
        bytes(until.toEpochMilli()),
        bytes(markerUntil(until.isAfter(now) ? until : now)),
        shown ? json.bytes(versioned.line(), versioned.version()) : NOTHING,
        bytes(keys.changes(versioned.line().betType())));
  }

  /** Until when the marker of a line is kept, in milliseconds since the epoch. */
  static long markerUntil(Instant lineUntil) {
    return lineUntil.plus(MARKER_OUTLIVES).toEpochMilli();
  }

  private static byte[] bytes(long number) {
    return bytes(Long.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
