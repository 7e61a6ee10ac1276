package io.betintel.ev.feed;

import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Score;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one file holds.
 *
 * @param name as it was named
 * @param snapshots in the order in which they were observed
 * @param empty bookmakers and events without any market: normal, and nothing to send
 * @param results how matches ended, by event id; empty if the feed has none
 * @param prices each is in a snapshot, in a problem, or left out
 * @param notes what a person should know about how it was read
 */
public record FeedFile(
    String name,
    List<MarketSnapshot> snapshots,
    List<FeedProblem> problems,
    int empty,
    SortedMap<String, Score> results,
    PriceCounts prices,
    List<String> notes) {

  public FeedFile {
    snapshots = List.copyOf(snapshots);
    problems = List.copyOf(problems);
    results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
    notes = List.copyOf(notes);
  }

  /** A file of a feed without results. */
  public FeedFile(
      String name,
      List<MarketSnapshot> snapshots,
      List<FeedProblem> problems,
      int empty,
      PriceCounts prices) {
    this(name, snapshots, problems, empty, new TreeMap<>(), prices, List.of());
  }

  /** How many prices the snapshots have. */
  public int usable() {
    return snapshots.stream().mapToInt(snapshot -> snapshot.outcomes().size()).sum();
  }

  /** How many prices the problems cost. */
  public int lost() {
    return problems.stream().mapToInt(FeedProblem::prices).sum();
  }

  /** Moves every time in the file by the same span, so that its latest observation is now. */
  FeedFile shiftedTo(Instant now) {
    Instant latest =
        snapshots.stream()
            .map(MarketSnapshot::observedAt)
            .max(Comparator.naturalOrder())
            .orElse(now);
    Duration span = Duration.between(latest, now.truncatedTo(ChronoUnit.MILLIS));
    return new FeedFile(
        name,
        snapshots.stream().map(one -> shifted(one, span)).toList(),
        problems,
        empty,
        results,
        prices,
        notes);
  }

  private static MarketSnapshot shifted(MarketSnapshot snapshot, Duration span) {
    SportingEvent event = snapshot.event();
    return new MarketSnapshot(
        new SportingEvent(
            event.id(),
            event.sportKey(),
            event.commenceTime().plus(span),
            event.homeTeam(),
            event.awayTeam()),
        snapshot.betType(),
        snapshot.bookmaker(),
        snapshot.outcomes(),
        snapshot.lastUpdate().plus(span),
        snapshot.observedAt().plus(span),
        snapshot.link());
  }
}
