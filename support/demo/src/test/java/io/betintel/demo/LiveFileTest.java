package io.betintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** "Moved into the coming hours and days": of whatever file. */
final class LiveFileTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:34:56Z");

  // The hour has begun at 12:00; two hours later it is 14:00.
  private static final Instant FIRST = Instant.parse("2026-03-01T14:00:00Z");

  @Test
  void seasonLiesWithinThreeDays() {
    Instant august = Instant.parse("2023-08-11T19:00:00Z");
    LiveFile season = new LiveFile(List.of(), august, august.plus(Duration.ofDays(282)));

    assertThat(season.start(event(august), NOW)).isEqualTo(FIRST);
    assertThat(season.start(event(august.plus(Duration.ofDays(141))), NOW))
        .isEqualTo(FIRST.plus(Duration.ofHours(36)));
    assertThat(season.start(event(august.plus(Duration.ofDays(282))), NOW))
        .isEqualTo(FIRST.plus(Duration.ofDays(3)));
  }

  @Test
  void eveningKeepsItsGaps() {
    Instant evening = Instant.parse("2024-03-21T23:00:00Z");
    LiveFile games = new LiveFile(List.of(), evening, evening.plus(Duration.ofHours(3)));

    assertThat(games.start(event(evening.plus(Duration.ofMinutes(30))), NOW))
        .isEqualTo(FIRST.plus(Duration.ofMinutes(30)));
  }

  @Test
  void quoteIsOfNow() {
    Instant then = Instant.parse("2024-03-21T20:00:00Z");
    List<Outcome> outcomes =
        List.of(Outcome.of("A", null, null, 2.0), Outcome.of("B", null, null, 2.0));
    MarketSnapshot real =
        new MarketSnapshot(
            event(then), new BetType("h2h"), new Bookmaker("book"), outcomes, then, then, null);

    MarketSnapshot moved = LiveFile.quotedNow(real, outcomes, FIRST, NOW);

    assertThat(moved.event().commenceTime()).isEqualTo(FIRST);
    assertThat(moved.lastUpdate()).isEqualTo(NOW);
  }

  private static SportingEvent event(Instant start) {
    return new SportingEvent("event", "soccer_epl", start, "A", "B");
  }
}
