package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.schemas.BetTypeSymbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build's own part of the drift: schema and migrations go together. */
class EverySymbolTest {
  private static final Path MIGRATIONS =
      Path.of("..", "migrations", "src", "main", "resources", "db", "migration");

  @Test
  void everySymbolHasALabelAndARowInTheMigrations() throws IOException {
    StringBuilder sql = new StringBuilder();
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      for (Path file : files.toList()) {
        sql.append(Files.readString(file));
      }
    }
    List<String> symbols =
        BetTypeSymbols.ofThisBuild().stream()
            .filter(symbol -> !symbol.equals(BetType.UNKNOWN))
            .toList();

    assertThat(symbols)
        .allSatisfy(
            symbol -> {
              // Once among the type's labels, once as the name of a row.
              assertThat(sql).containsPattern("(AS ENUM \\(|ADD VALUE)[^;]*'" + symbol + "'");
              assertThat(sql).containsPattern("(?s)INSERT INTO bet_types \\([^;]*'" + symbol + "'");
            });
  }
}
