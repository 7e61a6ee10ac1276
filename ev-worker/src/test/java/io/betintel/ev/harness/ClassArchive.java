package io.betintel.ev.harness;

import io.betintel.localstack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The classes that a running worker has loaded, as the JVM maps them ready for use: the dozens of
 * processes that the tests start need half of the processor time to become ready. Of the copy of a
 * build's jar that all JVMs of a test run share, and made by a worker that does nothing else.
 */
public final class ClassArchive {
  private static boolean tried;

  private ClassArchive() {}

  /** Creates the archive of this build unless it exists; waits for another JVM that creates it. */
  public static synchronized void make(LocalStack stack) throws Exception {
    if (tried) {
      return;
    }
    tried = true;
    Path archive = file(Build.CURRENT.jar());
    try (FileChannel channel = lockFile(archive);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(archive)) {
        Path half = archive.resolveSibling(archive.getFileName() + ".half");
        try (Installation installation = Installation.withoutArchive(stack)) {
          WorkerProcess worker = installation.start("-XX:ArchiveClassesAtExit=" + half);
          worker.awaitReady();
          worker.terminate();
          worker.exitCode();
        }
        if (Files.exists(half)) { // not every JVM can
          Files.move(half, archive);
        }
      }
    }
  }

  /** For a JVM that runs the jar; a JVM that cannot use it starts as it does without. */
  static List<String> options(Path jar) {
    Path archive = file(jar);
    return Files.exists(archive)
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto")
        : List.of();
  }

  /** A copy with the jar's own time; deletes the archive of an earlier copy. */
  static Path copy(Path jar, Path directory) {
    try {
      Path copy = Files.createDirectories(directory).resolve(jar.getFileName()).toAbsolutePath();
      try (FileChannel channel = lockFile(copy);
          FileLock lock = channel.lock()) {
        boolean there =
            lock.isValid()
                && Files.exists(copy)
                && modifiedMillis(copy) == modifiedMillis(jar)
                && Files.size(copy) == Files.size(jar);
        if (!there) {
          Files.deleteIfExists(file(copy));
          Files.copy(
              jar, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy's time is not as precise as the original's. */
  private static long modifiedMillis(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toMillis();
  }

  private static Path file(Path jar) {
    return jar.resolveSibling(jar.getFileName() + ".jsa");
  }

  private static FileChannel lockFile(Path of) throws IOException {
    return FileChannel.open(
        of.resolveSibling(of.getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }
}
