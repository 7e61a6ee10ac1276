package io.betintel.ev.ops;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes broken bytes and texts from good ones, the same ones for the same seed, and says how much
 * what reads them allocates. {@code -Dev.fuzz.rounds=N} asks for more of them.
 */
public final class Mangler {
  /** How many broken ones of each kind. */
  public static final int ROUNDS = Integer.getInteger("ev.fuzz.rounds", 3_000);

  /** More than any reader needs for some kilobytes. */
  private static final long MOST_BYTES = 64L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final byte[][] SPLICES = {
    {-1, -1, -1, -1, 7}, // the greatest length
    {-1, -1, -1, -1, 15},
    {-2, -1, -1, -1, 15},
    {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
    {0, 0, 0, 0, 0, 0, -16, 127}, // infinity
    {0, 0, 0, 0, 0, 0, -8, 127}, // no number
    {-61, 40}, // no UTF-8
    {0}
  };

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "-1",
          "0",
          "NaN",
          "1e999",
          "9223372036854775808",
          "\0",
          "\ud800",
          "%",
          "[",
          "{",
          "\"",
          "'",
          "null",
          "true",
          "${x}",
          "{{",
          "../",
          "\n",
          ",,,,",
          ";",
          "=",
          "::",
          "PT",
          "P9999999999D",
          "٣",
          "1h",
          "2147483648",
          "\u202e",
          "https://",
          "jdbc:");

  private final SplittableRandom random;

  public Mangler(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Good bytes with one to four things wrong. */
  public byte[] bytes(byte[] good) {
    byte[] broken = good.clone();
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      broken = edited(broken);
    }
    return broken;
  }

  private byte[] edited(byte[] from) {
    int at = random.nextInt(from.length + 1);
    int end = Math.min(from.length, at + 1 + random.nextInt(8));
    byte[] some = new byte[1 + random.nextInt(4)];
    random.nextBytes(some);
    return switch (random.nextInt(6)) {
      case 0 -> joined(from, at, some, Math.min(from.length, at + some.length));
      case 1 -> joined(from, at, SPLICES[random.nextInt(SPLICES.length)], end);
      case 2 -> joined(from, at, SPLICES[random.nextInt(SPLICES.length)], at);
      case 3 -> joined(from, at, new byte[0], end);
      case 4 -> Arrays.copyOf(from, at);
      default -> joined(from, at, Arrays.copyOfRange(from, at, end), at);
    };
  }

  private static byte[] joined(byte[] from, int head, byte[] middle, int tail) {
    byte[] joined = Arrays.copyOf(from, head + middle.length + from.length - tail);
    System.arraycopy(middle, 0, joined, head, middle.length);
    System.arraycopy(from, tail, joined, head + middle.length, from.length - tail);
    return joined;
  }

  /** A good text with one to three things wrong, or another text altogether. */
  public String text(String good) {
    String broken = good;
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int at = random.nextInt(broken.length() + 1);
      int end = Math.min(broken.length(), at + random.nextInt(4));
      String with = one(TEXTS);
      broken =
          switch (random.nextInt(5)) {
            case 0 -> with;
            case 1 -> broken.substring(0, at) + with + broken.substring(end);
            case 2 -> broken.substring(0, at);
            case 3 -> broken + broken.substring(at);
            default ->
                broken.substring(0, at) + (char) random.nextInt(1, 256) + broken.substring(end);
          };
    }
    return broken.length() > 4_000 ? broken.substring(0, 4_000) : broken;
  }

  /** One of them. */
  public <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** What reads the input; it may refuse it by one of the exceptions. */
  @FunctionalInterface
  public interface Reading {
    void run() throws Exception;
  }

  /**
   * Reads one input.
   *
   * @param input for the message, as bytes
   * @param refusals the only exceptions that may come
   */
  @SafeVarargs
  public static void read(
      int round, byte[] input, Reading reading, Class<? extends Exception>... refusals) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reading.run();
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      boolean refused = false;
      for (Class<? extends Exception> each : refusals) {
        refused |= each.isInstance(e);
      }
      if (!refused) {
        throw new AssertionError("round " + round + ": " + HexFormat.of().formatHex(input), e);
      }
    }
    long took = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (took > MOST_BYTES) {
      throw new AssertionError(
          "round " + round + " took " + took + " bytes: " + HexFormat.of().formatHex(input));
    }
  }
}
