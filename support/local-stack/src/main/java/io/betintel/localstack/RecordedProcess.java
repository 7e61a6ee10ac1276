package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process as it is recorded for a later run, one line each: {@code name pid start}. The start
 * time (epoch milliseconds) distinguishes it from a later process with the same pid.
 */
record RecordedProcess(String name, long pid, Instant startedAt) {
  /** Linux reports starts relative to a boot time that moves by up to a second with the clock. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  private static final Pattern LINE = Pattern.compile("([a-z-]+) (\\d{1,18}) (\\d{1,18})");

  /** Empty if it has ended already. */
  static Optional<RecordedProcess> of(String name, ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(startedAt -> new RecordedProcess(name, process.pid(), startedAt));
  }

  /** Empty for a line that is not one, such as the torn last line of a killed run. */
  static Optional<RecordedProcess> parse(String line) {
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordedProcess(
            fields.group(1),
            Long.parseLong(fields.group(2)),
            Instant.ofEpochMilli(Long.parseLong(fields.group(3)))));
  }

  String toLine() {
    return name + " " + pid + " " + startedAt.toEpochMilli();
  }

  /** The process itself, if it still runs. */
  Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(this::isSame).filter(RecordedProcess::runs);
  }

  private boolean isSame(ProcessHandle candidate) {
    return candidate
        .info()
        .startInstant()
        .filter(start -> Duration.between(startedAt, start).abs().compareTo(START_TOLERANCE) <= 0)
        .isPresent();
  }

  /**
   * Java counts a zombie as alive, and in a container whose first process does not reap, the
   * orphans of a killed run stay zombies forever.
   */
  static boolean runs(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      // "pid (command) state ...": the command may hold spaces and parentheses.
      return !stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException noSuchFile) {
      return process.isAlive();
    }
  }
}
