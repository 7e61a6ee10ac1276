package io.betintel.ev.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class BetTypeSymbolsTest {
  private static final List<Release> ODDS = Contract.oddsEvent().releases();

  @Test
  void symbolsAreFoundWhereverTheEnumIs() {
    assertThat(BetTypeSymbols.of(ODDS.get(0).schema()))
        .containsExactly("unknown", "h2h", "spreads", "totals", "player_points");
    assertThat(BetTypeSymbols.of(Contract.pricedLine().current())).isEmpty();
  }

  @Test
  void unionKeepsTheFirstListsOrder() {
    assertThat(BetTypeSymbols.union(List.of("a", "c"), List.of("a", "b", "c", "d")))
        .containsExactly("a", "c", "b", "d");
  }

  @Test
  void replacingTheSymbolsChangesNothingElse() {
    Schema grown =
        BetTypeSymbols.replace(
            ODDS.get(0).schema(),
            List.of("unknown", "h2h", "spreads", "totals", "player_points", "player_assists"));

    assertThat(grown.toString()).isEqualTo(ODDS.get(1).schema().toString());
  }

  @Test
  void replacingInASchemaWithoutBetTypeIsNoChange() {
    Schema priced = Contract.pricedLine().current();

    assertThat(BetTypeSymbols.replace(priced, List.of("unknown"))).isSameAs(priced);
  }

  @Test
  void releasesThatDifferByBetTypesOnlyAreOtherwiseTheSame() {
    assertThat(BetTypeSymbols.sameOtherwise(ODDS.get(0).schema(), ODDS.get(2).schema())).isTrue();
    assertThat(BetTypeSymbols.sameOtherwise(ODDS.get(0).schema(), Contract.pricedLine().current()))
        .isFalse();
  }
}
