package io.betintel.ev.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A part of all events, told by their ids: one pass over the topics judges one slice, so that
 * memory does not grow with the installation.
 *
 * @param index from 0, below {@code count}
 * @param count a power of two, at most {@value #MOST}
 */
record Slice(int index, int count) {
  static final int MOST = 1 << 15;

  static final Slice ALL = new Slice(0, 1);

  /**
   * The same in SQL, of a row of {@code bets} named {@code b}: the first parameter is {@code count
   * - 1}, the second one {@code index}.
   */
  static final String CONDITION =
      "(('x' || left(md5(split_part(b.line_id, '|', 1)), 8))::bit(32)::bigint & ?) = ?";

  Slice {
    if (Integer.bitCount(count) != 1 || count > MOST || index < 0 || index >= count) {
      throw new IllegalArgumentException("slice " + index + " of " + count);
    }
  }

  /**
   * The two halves of it. Splitting all slices of a count gives all slices of twice the count.
   *
   * @throws IllegalArgumentException if there would be more than {@value #MOST}
   */
  Slice half(boolean second) {
    return new Slice(second ? index + count : index, 2 * count);
  }

  /**
   * @param eventId as an event has it
   */
  boolean hasEvent(String eventId) {
    return count == 1 || hasHash(hash(eventId));
  }

  /** By the event id that the line id begins with. */
  boolean hasLine(String lineId) {
    return count == 1 || hasHash(hashOfPart(firstPart(lineId)));
  }

  boolean hasHash(int hash) {
    return (hash & (count - 1)) == index;
  }

  /** By this an event is in a slice; {@value #MOST} values. */
  static int hash(String eventId) {
    return hashOfPart(part(eventId));
  }

  private static String firstPart(String lineId) {
    int end = lineId.indexOf('|');
    return end < 0 ? lineId : lineId.substring(0, end);
  }

  private static int hashOfPart(String part) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(part.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getInt() & (MOST - 1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** As the first part of a line id spells it. */
  private static String part(String eventId) {
    return eventId.replace("%", "%25").replace("|", "%7C");
  }
}
