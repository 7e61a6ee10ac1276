package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PollStateTest {
  private static final Instant START = Instant.parse("2024-03-21T23:00:00Z");
  private static final Instant QUOTED = Instant.parse("2024-03-21T14:10:00Z");

  @TempDir private Path directory;

  @Test
  void newIsWhatIsLaterOrDifferent() {
    PollState state = PollState.inMemory();
    assertThat(state.isNew(snapshot(QUOTED, 1.9))).isTrue();
    remember(state, snapshot(QUOTED, 1.9));

    assertThat(state.isNew(snapshot(QUOTED, 1.9))).isFalse();
    assertThat(state.isNew(snapshot(QUOTED, 1.8))).isTrue();
    assertThat(state.isNew(snapshot(QUOTED.plusMillis(1), 1.9))).isTrue();
    assertThat(state.isNew(snapshot(QUOTED.minusMillis(1), 1.8))).isFalse();
  }

  @Test
  void survivesARestartInOneFile() throws Exception {
    Path file = directory.resolve("state.json");
    PollState state = PollState.load(file);
    remember(state, snapshot(QUOTED, 1.9));
    state.save(QUOTED);
    state.save(QUOTED);

    assertThat(PollState.load(file).isNew(snapshot(QUOTED, 1.9))).isFalse();
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void forgetsWhatBeganTwoDaysAgoAndIsNotQuotedAnyMore() throws Exception {
    PollState state = PollState.inMemory();
    remember(state, snapshot(QUOTED, 1.9));

    state.save(Instant.parse("2024-03-23T23:00:00Z"));
    assertThat(state.isNew(snapshot(QUOTED, 1.9))).isFalse();
    state.save(Instant.parse("2024-03-23T23:00:01Z"));
    assertThat(state.isNew(snapshot(QUOTED, 1.9))).as("it was quoted until then").isFalse();
    state.save(Instant.parse("2024-03-23T23:00:02Z"));
    state.save(Instant.parse("2024-03-23T23:00:03Z"));
    assertThat(state.isNew(snapshot(QUOTED, 1.9))).isTrue();
  }

  @Test
  void fileThatIsNoStateIsRefusedAndLeftAlone() throws Exception {
    Path file = Files.writeString(directory.resolve("notes.txt"), "my notes");
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> PollState.load(file))
        .withMessageContaining("notes.txt cannot be read as the state of feed poll");
    Files.writeString(file, "{\"a\":1}");
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> PollState.load(file))
        .withMessageContaining("notes.txt is not a state file of feed poll");
  }

  private static void remember(PollState state, MarketSnapshot snapshot) {
    state.remember(snapshot, snapshot.lastUpdate(), Optional.empty());
  }

  private static MarketSnapshot snapshot(Instant lastUpdate, double price) {
    return new MarketSnapshot(
        new SportingEvent("e1", "icehockey_nhl", START, "A", "B"),
        new BetType("h2h"),
        new Bookmaker("fanduel"),
        List.of(Outcome.of("A", null, null, price), Outcome.of("B", null, null, 2)),
        lastUpdate,
        lastUpdate.plusSeconds(5),
        null);
  }
}
