package io.betintel.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The child processes of this stack: each is recorded in a file when it starts, so that the next
 * run can end what a killed run left behind: children of a killed JVM live on.
 */
final class Children {
  private static final Duration KILL_TIME = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(10);

  private final Path file;
  private boolean closed;

  Children(Path file) {
    this.file = file;
  }

  /**
   * @throws LocalStackException once the stack is being closed
   */
  synchronized Process spawn(String name, ProcessBuilder command) throws IOException {
    if (closed) {
      throw new LocalStackException("the stack is closed: " + name + " is not started");
    }
    Process process = command.start();
    Optional<RecordedProcess> recorded = RecordedProcess.of(name, process.toHandle());
    if (recorded.isPresent()) {
      Files.writeString(
          file,
          recorded.get().toLine() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    return process;
  }

  /** After this, no process starts. */
  synchronized void close() {
    closed = true;
  }

  /** Lets no process start any more, and kills those that run. */
  synchronized void kill() {
    closed = true;
    try {
      killRecorded();
    } catch (IOException e) {
      throw new LocalStackException(file + " cannot be read: " + e, e);
    }
  }

  /** Kills every recorded process that still runs, with all its descendants. */
  List<RecordedProcess> sweep() throws IOException {
    List<RecordedProcess> left = killRecorded();
    Files.deleteIfExists(file);
    return left;
  }

  private List<RecordedProcess> killRecorded() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<RecordedProcess> left =
        Files.readAllLines(file).stream()
            .flatMap(line -> RecordedProcess.parse(line).stream())
            .filter(process -> process.find().isPresent())
            .toList();
    for (RecordedProcess process : left) {
      process.find().ifPresent(Children::killTree);
    }
    return left;
  }

  static void killTree(ProcessHandle root) {
    // Listed before the root dies: afterwards they have no parent to find them by.
    List<ProcessHandle> tree = Stream.concat(Stream.of(root), root.descendants()).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : tree) {
      if (!awaitEnd(process, KILL_TIME)) {
        throw new LocalStackException("process " + process.pid() + " does not die");
      }
    }
  }

  /** False if it still runs when the time is over, or this thread is interrupted. */
  static boolean awaitEnd(ProcessHandle process, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    while (RecordedProcess.runs(process)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
