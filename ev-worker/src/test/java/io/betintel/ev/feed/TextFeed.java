package io.betintel.ev.feed;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A second polled feed, as small as one can be: a text file that another program rewrites. A line
 * is a bookmaker, when it quoted, and its prices of one market.
 */
final class TextFeed implements PolledFeed {
  private static final SportingEvent EVENT =
      new SportingEvent(
          "e1", "icehockey_nhl", Instant.parse("2024-03-21T23:00:00Z"), "Bears", "Lions");

  private final Path file;
  private final Instant observedAt;

  TextFeed(Path file, Instant observedAt) {
    this.file = file;
    this.observedAt = observedAt;
  }

  @Override
  public Answer ask() {
    List<MarketSnapshot> snapshots = new ArrayList<>();
    List<FeedProblem> problems = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split(" ", -1);
        try {
          snapshots.add(snapshot(fields));
        } catch (InvalidOddsException e) {
          problems.add(
              new FeedProblem(
                  file.toString(),
                  EVENT.id(),
                  fields[0],
                  "h2h",
                  FeedProblem.Kind.PRICE,
                  e.getMessage()));
        }
      }
    } catch (NoSuchFileException e) {
      return new Answer(
          snapshots, problems, 0, List.of(), "the file is gone: start the program again");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Coverage whole = new Coverage(file.toString(), "icehockey_nhl", Set.of("h2h"), Set.of());
    return new Answer(snapshots, problems, 0, List.of(whole), null);
  }

  private MarketSnapshot snapshot(String[] fields) {
    return new MarketSnapshot(
        EVENT,
        new BetType("h2h"),
        new Bookmaker(fields[0]),
        List.of(
            Outcome.of("Bears", null, null, Double.parseDouble(fields[2])),
            Outcome.of("Lions", null, null, Double.parseDouble(fields[3]))),
        Instant.parse(fields[1]),
        observedAt,
        null);
  }
}
