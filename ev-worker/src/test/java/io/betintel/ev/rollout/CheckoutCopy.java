package io.betintel.ev.rollout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What of this checkout {@code bet-types add} reads and writes, elsewhere. */
public final class CheckoutCopy {
  private static final List<String> PARTS =
      List.of(
          "schemas/src/main/avro",
          "schemas/src/main/released",
          "migrations/src/main/resources/db/migration");

  private CheckoutCopy() {}

  public static void to(Path root) throws IOException {
    for (String part : PARTS) {
      Path from = Path.of("..").resolve(part);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = root.resolve(part).resolve(from.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }
}
