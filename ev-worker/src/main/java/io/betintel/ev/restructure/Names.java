package io.betintel.ev.restructure;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** What is built beside the old has the old one's name and {@code _new}, cut to what fits. */
final class Names {
  private static final int LONGEST = 63;
  private static final String SUFFIX = "_new";

  private Names() {}

  /** The name of what will take its place. */
  static String beside(String name) {
    return suffixed(name, SUFFIX);
  }

  /**
   * The name with a suffix; where it would be too long, cut and with a checksum, so that two long
   * names stay two.
   */
  static String suffixed(String name, String suffix) {
    if (name.getBytes(StandardCharsets.UTF_8).length + suffix.length() <= LONGEST) {
      return name + suffix;
    }
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    String tail = "_" + Long.toHexString(sum.getValue()) + suffix;
    String head = name;
    while (head.getBytes(StandardCharsets.UTF_8).length + tail.length() > LONGEST) {
      head = head.substring(0, head.length() - 1);
    }
    return head + tail;
  }

  /** As an identifier in SQL. */
  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** As a literal in SQL; {@code NULL} for null. */
  static String literal(String text) {
    if (text == null) {
      return "NULL";
    }
    String doubled = text.replace("'", "''");
    return text.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
  }
}
