package io.betintel.ev.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.Settlement;
import io.betintel.ev.priced.ValueClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A column's comment that lists words lists every word: people read it in the database. */
final class ColumnCommentsTest {
  private static final Path MIGRATIONS = Path.of("../migrations/src/main/resources/db/migration");
  private static final Pattern COMMENT =
      Pattern.compile("COMMENT ON COLUMN ([a-z_.]+) IS\\s+((?:'(?:[^']|'')*'\\s*)+);");

  @Test
  void everyFlagOfAnOfferIsListedAndNoOther() throws IOException {
    String comment = comment("bet_offers.flags");
    String list = comment.substring(comment.indexOf(':') + 2, comment.length() - 1);

    assertThat(List.of(list.split(", ")))
        .containsExactlyInAnyOrderElementsOf(Label.labels(Offer.Flag.class));
  }

  @Test
  void everyClassSettlementAndRoleIsListed() throws IOException {
    assertThat(comment("bets.best_class")).contains(Label.labels(ValueClass.class));
    assertThat(comment("bet_offers.value_class")).contains(Label.labels(ValueClass.class));
    assertThat(comment("bets.settlement")).contains(Label.labels(Settlement.class));
    assertThat(comment("bet_offers.settlement")).contains(Label.labels(Settlement.class));
    assertThat(comment("bet_types.min_role")).contains(Label.labels(Role.class));
  }

  /** The comment that the last migration leaves. */
  private static String comment(String column) throws IOException {
    String last = null;
    try (Stream<Path> files = Files.list(MIGRATIONS)) {
      for (Path file : files.sorted().toList()) {
        Matcher comment = COMMENT.matcher(Files.readString(file));
        while (comment.find()) {
          last = comment.group(1).equals(column) ? comment.group(2) : last;
        }
      }
    }
    assertThat(last).as(column).isNotNull();
    return last.replaceAll("'\\s*'", "").strip().replaceAll("^'|'$", "");
  }
}
