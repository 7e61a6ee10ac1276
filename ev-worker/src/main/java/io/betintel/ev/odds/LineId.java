package io.betintel.ev.odds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;

/**
 * A line: a set of mutually exclusive outcomes of one market.
 *
 * @param text {@code event id|bet type|description|point|outcome set}; a part is empty if the line
 *     has none; {@code |} and {@code %} inside a part, and {@code /} inside a name of the set, are
 *     percent-encoded
 */
public record LineId(String text) implements Comparable<LineId> {
  private static final int LONGEST_SET = 200;

  /**
   * @param outcomeSet the outcome names of a winner market, so that its two-way and its three-way
   *     line never mix; empty for markets whose lines differ by description or point
   */
  public static LineId of(
      MarketId market, String description, Double point, Collection<String> outcomeSet) {
    StringBuilder text = new StringBuilder(64);
    append(text, market.eventId());
    append(text.append('|'), market.betType().symbol());
    append(text.append('|'), description == null ? "" : description);
    append(text.append('|'), point == null ? "" : point(point));
    String names = names(outcomeSet);
    text.append('|').append(names.length() <= LONGEST_SET ? names : digest(names));
    return new LineId(text.toString());
  }

  private static String names(Collection<String> outcomeSet) {
    StringBuilder names = new StringBuilder();
    for (String name : new TreeSet<>(outcomeSet)) {
      if (!names.isEmpty()) {
        names.append('/');
      }
      append(names, name, true);
    }
    return names.toString();
  }

  /** With every runner of a race the id would have kilobytes. */
  private static String digest(String names) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(names.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String point(double point) {
    return point == Math.rint(point) && Math.abs(point) < 1e15
        ? Long.toString((long) point)
        : Double.toString(point);
  }

  private static void append(StringBuilder text, String part) {
    append(text, part, false);
  }

  private static void append(StringBuilder text, String part, boolean inSet) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      switch (c) {
        case '%' -> text.append("%25");
        case '|' -> text.append("%7C");
        case '/' -> text.append(inSet ? "%2F" : "/");
        default -> text.append(c);
      }
    }
  }

  @Override
  public int compareTo(LineId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
