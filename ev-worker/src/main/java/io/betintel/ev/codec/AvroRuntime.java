package io.betintel.ev.codec;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Sets Avro up before its first decode: it may instantiate our generated classes, and refuses
 * length prefixes above a limit. A hostile length would otherwise end in OutOfMemoryError.
 */
public final class AvroRuntime {
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final int MOST_ITEMS = 20_000;

  private AvroRuntime() {}

  /** Call this before any other use of Avro in the process; calling it again changes nothing. */
  public static synchronized void prepare() {
    System.setProperty("org.apache.avro.limits.string.maxLength", Integer.toString(LONGEST_TEXT));
    System.setProperty("org.apache.avro.limits.bytes.maxLength", Integer.toString(LONGEST_TEXT));
    System.setProperty(
        "org.apache.avro.limits.collectionItems.maxLength", Integer.toString(MOST_ITEMS));
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            type -> type.getName().startsWith("io.betintel.ev.avro."),
            ClassSecurityValidator.getGlobal()));
  }
}
