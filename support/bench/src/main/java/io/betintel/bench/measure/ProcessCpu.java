package io.betintel.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The CPU time of processes and of the machine, as Linux counts it: in hundredths of a second. */
public final class ProcessCpu {
  /** Linux reports ticks of 10 ms to programs, whatever its own clock is. */
  public static final double SECONDS_PER_TICK = 0.01;

  private static final Path PROC = Path.of("/proc");
  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final int IDLE = 3;
  private static final int IOWAIT = 4;
  private static final int STEAL = 7;

  private ProcessCpu() {}

  /**
   * User and system ticks that a process has used; 0 if it has ended.
   *
   * @throws IOException if this is not Linux
   */
  public static long ticks(long pid) throws IOException {
    try {
      return ticks(Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat")));
    } catch (NoSuchFileException ended) {
      return 0;
    } catch (IOException readWhileEnding) {
      if (Files.exists(PROC.resolve("stat"))) {
        return 0;
      }
      throw readWhileEnding;
    }
  }

  /** User and system ticks in the text of {@code /proc/<pid>/stat}. */
  static long ticks(String stat) {
    // The name in parentheses may hold spaces and parentheses.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
    return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
  }

  /** Ticks that all processors were busy, and those that the host took away from this machine. */
  public static long busyTicks() throws IOException {
    return busyTicks(Files.readAllLines(PROC.resolve("stat")));
  }

  static long busyTicks(List<String> stat) {
    String[] fields = stat.get(0).trim().split(" +", -1);
    long busy = 0;
    // guest time, after steal, is in user time already
    for (int field = 0; field <= STEAL; field++) {
      if (field != IDLE && field != IOWAIT) {
        busy += Long.parseLong(fields[field + 1]);
      }
    }
    return busy;
  }

  /** What this process and all its descendants have used. */
  public static long ownTicks() throws IOException {
    long own = ticks(ProcessHandle.current().pid());
    for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
      own += ticks(child.pid());
    }
    return own;
  }
}
