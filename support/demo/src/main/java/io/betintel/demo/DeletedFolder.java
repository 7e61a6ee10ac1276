package io.betintel.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deletes a folder in which a process that is ending may still write. */
final class DeletedFolder {
  private static final int MOST_TRIES = 50;
  private static final int PAUSE_MS = 100;

  private DeletedFolder() {}

  /**
   * @throws IOException if files are left after five seconds
   */
  static void delete(Path folder) throws IOException {
    for (int tries = 1; Files.exists(folder); tries++) {
      try {
        once(folder);
      } catch (IOException | UncheckedIOException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void once(Path folder) throws IOException {
    List<Path> childrenFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      childrenFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : childrenFirst) {
      Files.deleteIfExists(file);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
