package io.betintel.bench.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What was seen, when it was due and when it came. Safe for several threads. */
public final class Observations {
  public static final String LINES = "ev.lines";

  private static final String SEPARATOR = "\t";

  private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

  /**
   * One observation.
   *
   * @param where it was seen
   * @param due milliseconds since the epoch
   * @param late nanoseconds after that
   */
  public record Seen(String where, long due, long late) {}

  /** An observation as {@link #read} reads it. */
  public static String line(Seen seen) {
    return seen.where() + SEPARATOR + seen.due() + SEPARATOR + seen.late();
  }

  /**
   * @param due milliseconds since the epoch, as {@code now}
   */
  void add(String where, long due, long now) {
    seen.add(line(new Seen(where, due, (now - due) * 1_000_000)));
  }

  void write(Path file) throws IOException {
    Files.write(file, seen);
  }

  /** Reads what {@link #write} wrote. */
  public static List<Seen> read(Path file) throws IOException {
    List<Seen> observations = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(SEPARATOR, -1);
      observations.add(new Seen(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2])));
    }
    return observations;
  }
}
