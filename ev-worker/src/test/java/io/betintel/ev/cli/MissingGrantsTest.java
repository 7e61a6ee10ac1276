package io.betintel.ev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MissingGrantsTest {
  @Test
  void theCommandIsTheOneWithTheMostWordsInTheirOrder() {
    assertThat(MissingGrants.command(List.of("bet-types", "add", "steals", "--db")))
        .contains("bet-types add --db");
    assertThat(MissingGrants.command(List.of("bet-types", "--stacktrace", "list", "--json")))
        .contains("bet-types list");
    assertThat(MissingGrants.command(List.of("sink", "rebuild", "postgres")))
        .contains("sink rebuild postgres");
  }

  @Test
  void aCommandWithoutDatabaseIsNone() {
    assertThat(MissingGrants.command(List.of("bet-types", "add", "steals"))).isEmpty();
    assertThat(MissingGrants.command(List.of("sink", "rebuild", "redis"))).isEmpty();
    assertThat(MissingGrants.command(List.of())).isEmpty();
  }
}
