package io.betintel.ev.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** What is in the store, under which keys, and what it costs to ask. */
final class SnapshotStoreTest {
  private static final BetType H2H = new BetType("h2h");
  private static final BetType TOTALS = new BetType("totals");
  private static final Bookmaker BOOK = new Bookmaker("pinnacle");
  private static final byte[] ENTRY = {2, 7};
  private static final Standing STANDING =
      new Standing(Optional.of(new PricedUnder(1, 1, DrivenTopology.BASIS)), Set.of(Shape.WINNER));

  private final CountedStore counted = new CountedStore();
  private final SnapshotStore store =
      new SnapshotStore(counted.entries(), Limits.byDefault().store());

  @Test
  void keysBeginWithTheEventSoThatAllBetTypesOfOneAreARange() {
    store.put(new MarketId("b", H2H), BOOK, ENTRY);
    store.put(new MarketId("a", TOTALS), BOOK, ENTRY);
    store.put(new MarketId("a", H2H), BOOK, ENTRY);
    store.putWithdrawn(new MarketId("a", H2H), new LineId("a|h2h|||x/y"));
    store.putStanding(TOTALS, STANDING);

    assertThat(keys())
        .containsExactly(
            "\0totals",
            "a\0h2h\0\0a|h2h|||x/y",
            "a\0h2h\0pinnacle",
            "a\0totals\0pinnacle",
            "b\0h2h\0pinnacle");
  }

  @Test
  void eventNamedLikeABetTypeIsNoStandingAndHasNoOthersMarkets() {
    store.putStanding(H2H, STANDING);
    store.put(new MarketId("h2h", TOTALS), BOOK, ENTRY);

    assertThat(store.hasMarkets(H2H)).isFalse();
    assertThat(store.markets(TOTALS)).containsExactly(new MarketId("h2h", TOTALS));
    store.delete(store.read(new MarketId("h2h", TOTALS)));
    assertThat(store.standing(H2H)).contains(STANDING);
    assertThat(store.hasMarkets(TOTALS)).isFalse();
  }

  @Test
  void deletedMarketIsGoneWithItsWithdrawnLinesAndOthersStay() {
    MarketId gone = new MarketId("a", H2H);
    store.put(gone, BOOK, ENTRY);
    store.put(gone, new Bookmaker("betmgm"), ENTRY);
    store.putWithdrawn(gone, new LineId("a|h2h|||x/y"));
    store.put(new MarketId("a", TOTALS), BOOK, ENTRY);
    store.put(new MarketId("aa", H2H), BOOK, ENTRY);

    StoredMarket read = store.read(gone);
    assertThat(read.withdrawn()).containsExactly(new LineId("a|h2h|||x/y"));
    assertThat(read.snapshots()).containsOnlyKeys(new Bookmaker("betmgm"), BOOK);
    store.delete(read);

    assertThat(keys()).containsExactly("a\0totals\0pinnacle", "aa\0h2h\0pinnacle");
    assertThat(store.markets(H2H)).containsExactly(new MarketId("aa", H2H));
  }

  @Test
  void marketsOfABetTypeAreKnownWithoutReadingTheStoreAgain() {
    for (int i = 0; i < 1_000; i++) {
      store.put(new MarketId("event-" + i, i % 2 == 0 ? H2H : TOTALS), BOOK, ENTRY);
    }
    SnapshotStore restored = new SnapshotStore(counted.entries(), Limits.byDefault().store());
    counted.read();

    assertThat(restored.hasMarkets(H2H)).isTrue();
    assertThat(counted.read()).isZero(); // the store knows its markets
    assertThat(restored.markets(TOTALS)).hasSize(500);
    assertThat(restored.hasMarkets(new BetType("spreads"))).isFalse();
    assertThat(counted.read()).isZero();
    restored.put(new MarketId("another", TOTALS), BOOK, ENTRY);
    assertThat(restored.markets(TOTALS)).hasSize(501);
    assertThat(counted.read()).isZero();
  }

  @Test
  void entryOfAnotherFormatIsRefusedWithTheRemedy() {
    // As it was while keys began with the bet type: a market "h2h" of the bet type "match-1".
    counted.entries().put(Bytes.wrap("h2h\0match-1\0pinnacle".getBytes(UTF_8)), new byte[] {1, 7});

    assertThatThrownBy(() -> store.hasMarkets(H2H))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("an entry has format 1, this build reads 2")
        .hasMessageContaining("Set EV_APPLICATION_ID to an id that was never used");
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    try (var all = counted.entries().all()) {
      all.forEachRemaining(entry -> keys.add(new String(entry.key.get(), UTF_8)));
    }
    return keys;
  }
}
