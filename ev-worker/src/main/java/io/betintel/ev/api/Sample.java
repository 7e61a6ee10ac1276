package io.betintel.ev.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The lines that the role free sees: always the same ones, whatever a caller asks for and by
 * whatever route. A line is among them if its id's MD5, the first four bytes as an unsigned number,
 * modulo 100 is below the percentage; {@link #SQL} says the same.
 *
 * @param percent 0 to 100
 */
public record Sample(int percent) {
  /** The number of a line, 0 to 99, of the column {@code b.line_id}. */
  public static final String SQL = sql("b.line_id");

  private static final int PARTS = 100;

  /** Every line. */
  static final Sample WHOLE = new Sample(PARTS);

  /** The number of the line that a column names. */
  public static String sql(String column) {
    return "('x' || substr(md5(" + column + "), 1, 8))::bit(32)::bigint % 100";
  }

  public boolean whole() {
    return percent == PARTS;
  }

  public boolean contains(String lineId) {
    return number(lineId) < percent;
  }

  /** 0 to 99. */
  static int number(String lineId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(lineId.getBytes(StandardCharsets.UTF_8));
      return Integer.remainderUnsigned(ByteBuffer.wrap(digest).getInt(), PARTS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
