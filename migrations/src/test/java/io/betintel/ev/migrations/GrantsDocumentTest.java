package io.betintel.ev.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that users copy from grants what the commands are tested with. */
final class GrantsDocumentTest {
  private static final Path PAGE = Path.of("../docs/grants.md");
  private static final Pattern BLOCK = Pattern.compile("## (.+)\n\n```sql\n([^`]*)```");

  @Test
  void everyCommandHasItsBlockWithExactlyItsRights() throws IOException {
    Map<String, List<String>> documented = new LinkedHashMap<>();
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    while (block.find()) {
      documented.put(
          block.group(1), block.group(2).lines().map(line -> line.replaceFirst(";$", "")).toList());
    }

    assertThat(documented.keySet()).isEqualTo(CommandGrants.commands());
    documented.forEach(
        (command, statements) ->
            assertThat(new TreeSet<>(single(statements)))
                .as(command)
                .isEqualTo(new TreeSet<>(CommandGrants.sql(command, "ev_role"))));
  }

  /** One statement per right and object, as they are tested. */
  private static List<String> single(List<String> statements) {
    Pattern lists = Pattern.compile("GRANT (.+) ON (FUNCTION )?(.+) TO ev_role");
    return statements.stream()
        .flatMap(
            statement -> {
              Matcher parts = lists.matcher(statement);
              if (!parts.matches()) {
                return List.of(statement).stream();
              }
              String kind = parts.group(2) == null ? "" : parts.group(2);
              return List.of(parts.group(3).split(", ", -1)).stream()
                  .flatMap(
                      object ->
                          List.of(parts.group(1).split(", ", -1)).stream()
                              .map(
                                  right ->
                                      "GRANT " + right + " ON " + kind + object + " TO ev_role"));
            })
        .toList();
  }
}
