package io.betintel.ev.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A changed format is a new format byte and a new application id: these bytes are pinned. */
class SnapshotFormatTest {
  private static final MarketSnapshot SNAPSHOT =
      new MarketSnapshot(
          new SportingEvent("e", "nhl", Instant.ofEpochMilli(3), "H", null),
          new BetType("totals"),
          new Bookmaker("b"),
          List.of(
              new Outcome("Under", null, 5.5, 2.0, null, null),
              new Outcome("Over", "é", 5.5, 1.5, null, 100.0)),
          Instant.ofEpochMilli(1),
          Instant.ofEpochMilli(2),
          null);

  private static final String BYTES =
      "02" // format
          + "0000000000000001" // last update
          + "0000000000000002" // observed at
          + "046e686c" // sport key: 3 + 1, nhl
          + "0000000000000003" // commence time
          + "0248" // home team: H
          + "00" // away team: null
          + "00" // link: null
          + "02" // outcomes, Over before Under
          + "054f766572" // Over
          + "03c3a9" // description é
          + "014016000000000000" // point 5.5
          + "3ff8000000000000" // price 1.5
          + "00" // link
          + "014059000000000000" // bet limit 100
          + "06556e646572" // Under
          + "00" // description
          + "014016000000000000" // point 5.5
          + "4000000000000000" // price 2
          + "00" // link
          + "00"; // bet limit

  @Test
  void entryFormatIsPinned() {
    assertThat(HexFormat.of().formatHex(SnapshotFormat.encode(SNAPSHOT))).isEqualTo(BYTES);
  }

  @Test
  void decodesWhatIsPinned() {
    MarketSnapshot decoded =
        SnapshotFormat.decode(
            "e", SNAPSHOT.betType(), SNAPSHOT.bookmaker(), HexFormat.of().parseHex(BYTES));

    assertThat(decoded.event()).isEqualTo(SNAPSHOT.event());
    assertThat(decoded.lastUpdate()).isEqualTo(SNAPSHOT.lastUpdate());
    assertThat(decoded.observedAt()).isEqualTo(SNAPSHOT.observedAt());
    assertThat(decoded.outcomes())
        .containsExactly(SNAPSHOT.outcomes().get(1), SNAPSHOT.outcomes().get(0));
  }

  @Test
  void anotherFormatIsRefusedWithTheRemedy() {
    byte[] other = HexFormat.of().parseHex("01" + BYTES.substring(2));

    assertThatThrownBy(
            () -> SnapshotFormat.decode("e", SNAPSHOT.betType(), SNAPSHOT.bookmaker(), other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("an entry has format 1, this build reads 2")
        .hasMessageContaining("Set EV_APPLICATION_ID to an id that was never used");
  }
}
