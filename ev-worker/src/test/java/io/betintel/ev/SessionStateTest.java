package io.betintel.ev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing relies on a session of PostgreSQL: a pooler gives it to another client. */
class SessionStateTest {
  private static final Pattern OF_THE_SESSION =
      Pattern.compile(
          "(\"|; )SET (?!LOCAL |TRANSACTION )"
              + "|pg_(try_)?advisory_lock(_shared)?\\("
              + "|set_config\\([^)]*false\\)"
              + "|\\bLISTEN |\\bNOTIFY |pg_notify\\(|\\bTEMP(ORARY)? TABLE|WITH HOLD|\"PREPARE "
              + "|setTransactionIsolation\\(|setConnectionInitSql\\(|setSchema\\(");

  /**
   * They have a session of their own: they look for a pooler first. The last one only reads SQL.
   */
  private static final Set<String> DIRECT =
      Set.of(
          "PostgresConnections.java", "Sessions.java", "LockPoll.java", "MeteredMigrations.java");

  @Test
  void noStatementChangesTheSession() throws IOException {
    assertThat(ofTheSession()).isEmpty();
  }

  private static List<String> ofTheSession() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !DIRECT.contains(file.getFileName().toString()))
          .flatMap(SessionStateTest::lines)
          .collect(Collectors.toList());
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.startsWith("*") && !line.startsWith("//"))
          .filter(line -> OF_THE_SESSION.matcher(line).find())
          .map(line -> file.getFileName() + ": " + line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
