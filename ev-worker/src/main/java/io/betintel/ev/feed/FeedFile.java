package io.betintel.ev.feed;

import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Score;
import io.betintel.ev.odds.SportingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
 * @param results how matches ended, by event id; empty where the feed does not say
 */
public record FeedFile(
    String name,
    List<MarketSnapshot> snapshots,
    List<FeedProblem> problems,
    int empty,
    SortedMap<String, Score> results) {

  public FeedFile {
    snapshots = List.copyOf(snapshots);
    problems = List.copyOf(problems);
    results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
  }

  /** A file of a feed that tells no results. */
  FeedFile(String name, List<MarketSnapshot> snapshots, List<FeedProblem> problems, int empty) {
    this(name, snapshots, problems, empty, new TreeMap<>());
  }

  /**
   * Reads a file of any kind, told by its content.
   *
   * @param format how The Odds API's prices are written
   * @throws FeedFileException if it cannot be read, or nothing of it can be used
   */
  public static FeedFile read(Path path, OddsFormat format) {
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new FeedFileException("there is no such file");
    } catch (IOException e) {
      throw new FeedFileException("cannot be read: " + e.getMessage());
    }
    return FeedFileKind.of(content).reader(format).read(path.toString(), content);
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
        name, snapshots.stream().map(one -> shifted(one, span)).toList(), problems, empty, results);
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
