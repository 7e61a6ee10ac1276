package io.betintel.ev.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Which build of the program runs; they differ in the bet types that they were generated with. */
enum Build {
  /** This one. */
  CURRENT,
  /** The one before the newest release of the bet types. */
  PREVIOUS,
  /** One that knows the bet types of {@link RolloutOrder} too. */
  LATER,
  /** What {@link FreshCheckout} has built. */
  FRESH;

  private static final String MAIN = "io.betintel.ev.EvWorker";

  // A rebuild of a jar while a worker runs would pull its classes from under it.
  private static final Path CURRENT_JAR = copy("ev.worker.jar");
  private static final Path PREVIOUS_JAR = copy("ev.worker.previous.jar");

  /** What a {@code java} command ends with before the program's own arguments. */
  List<String> program() {
    return switch (this) {
      case CURRENT ->
          Stream.concat(ClassArchive.options().stream(), Stream.of("-jar", CURRENT_JAR.toString()))
              .toList();
      case PREVIOUS -> List.of("-jar", PREVIOUS_JAR.toString());
      case FRESH -> List.of("-jar", FreshCheckout.JAR.toString());
      case LATER ->
          List.of(
              "-cp",
              System.getProperty("ev.worker.later.classes") + File.pathSeparator + CURRENT_JAR,
              MAIN);
    };
  }

  private static Path copy(String property) {
    Path jar = Path.of(System.getProperty(property));
    try {
      Path copy = Files.createDirectories(Installation.DIRECTORY).resolve(jar.getFileName());
      return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
