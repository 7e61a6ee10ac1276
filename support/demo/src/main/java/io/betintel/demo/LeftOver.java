package io.betintel.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The worker of an earlier run that was killed. The stack ends that run's servers, this class ends
 * its worker.
 *
 * @param worker the process, if it still lives and is not another one that got its number later
 */
record LeftOver(Optional<ProcessHandle> worker) {

  /** What {@link #remember} wrote. */
  static LeftOver read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new LeftOver(Optional.empty());
    }
    List<String> lines = Files.readAllLines(file);
    return new LeftOver(
        lines.size() < 2
            ? Optional.empty()
            : ProcessHandle.of(Long.parseLong(lines.get(0)))
                .filter(process -> startedAt(process).toString().equals(lines.get(1))));
  }

  static void remember(Path file, Process worker) throws IOException {
    Files.write(
        file, List.of(Long.toString(worker.pid()), startedAt(worker.toHandle()).toString()));
  }

  void end() {
    worker.ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Those of the processes that have not ended after some time. */
  static Stream<ProcessHandle> afterWaiting(List<ProcessHandle> processes) {
    return processes.stream().filter(process -> !ends(process));
  }

  private static boolean ends(ProcessHandle process) {
    try {
      process.onExit().get(5, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
    return !process.isAlive();
  }

  private static Instant startedAt(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
