package io.betintel.ev.it;

import io.betintel.localstack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes that a running worker has loaded, as the JVM maps them ready for use: the dozens of
 * processes that the tests start need half of the processor time to become ready. Of this JVM's
 * copy of the program, and made by a worker that does nothing else.
 */
final class ClassArchive {
  private static final Path FILE = Installation.DIRECTORY.resolve("classes.jsa").toAbsolutePath();

  private static boolean made;

  private ClassArchive() {}

  /** Makes it, once. */
  static synchronized void make(LocalStack stack) throws Exception {
    if (made) {
      return;
    }
    made = true;
    Files.deleteIfExists(FILE);
    try (Installation installation = Installation.of(stack)) {
      WorkerProcess worker = installation.start("-XX:ArchiveClassesAtExit=" + FILE);
      worker.awaitReady();
      worker.terminate();
      worker.exitCode();
    }
  }

  /** For a JVM that runs this build; a JVM that cannot use it starts as it does without. */
  static List<String> options() {
    return Files.exists(FILE)
        ? List.of("-XX:SharedArchiveFile=" + FILE, "-Xshare:auto")
        : List.of();
  }
}
