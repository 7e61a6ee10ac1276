package io.betintel.ev.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.ops.Mangler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A damaged entry of the store stops its task with an exception, never the whole process. */
@Timeout(300)
class EntryFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final BetType TOTALS = new BetType("totals");
  private static final Bookmaker BOOK = new Bookmaker("pinnacle");

  private final byte[] good =
      SnapshotFormat.encode(
          new MarketSnapshot(
              new SportingEvent("e1", "icehockey_nhl", NOW, "Boston", "Buffalo"),
              TOTALS,
              BOOK,
              List.of(
                  Outcome.of("Over", "A Player", 5.5, 1.9),
                  Outcome.of("Under", "A Player", 5.5, 1.9)),
              NOW,
              NOW,
              "https://example.org"));

  @Test
  void damagedEntriesAreRefused() {
    Mangler mangler = new Mangler(3);
    for (int round = 0; round < 10 * Mangler.ROUNDS; round++) {
      byte[] entry = mangler.bytes(good);
      Mangler.read(
          round,
          entry,
          () -> SnapshotFormat.decode("e1", TOTALS, BOOK, entry),
          RuntimeException.class);
      Mangler.read(round, entry, () -> SnapshotTimes.of(entry), RuntimeException.class);
      Mangler.read(
          round, entry, () -> SnapshotFormat.compareAge(entry, good), RuntimeException.class);
    }
  }

  @Test
  void entryThatPromisesMoreThanItHasIsRefusedBeforeAnythingIsMade() {
    // The count of outcomes follows the link, which is the last text before it.
    byte[] entry = good.clone();
    int count = new String(good, StandardCharsets.ISO_8859_1).indexOf(".org") + 4;
    assertThat(entry[count]).isEqualTo((byte) 2);
    entry[count] = 127;

    assertThatThrownBy(() -> SnapshotFormat.decode("e1", TOTALS, BOOK, entry))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("an entry says that 127 parts follow in ");
  }
}
