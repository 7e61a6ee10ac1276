package io.betintel.ev.backtest;

import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedFiles;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The snapshots of all files by market, and their results by event. */
final class Archive {
  private final List<String> files = new ArrayList<>();
  private final List<FeedProblem> problems = new ArrayList<>();
  private final SortedMap<MarketId, List<MarketSnapshot>> markets = new TreeMap<>();
  private final SortedMap<String, Score> results = new TreeMap<>();
  private final SortedMap<Bookmaker, Integer> books = new TreeMap<>();
  private final SortedMap<String, Integer> leftOut = new TreeMap<>();

  /** Reads a file; records a problem if it cannot be read. */
  void add(Path path, FeedFiles reader) {
    files.add(String.valueOf(path.getFileName()));
    FeedFile file;
    try {
      file = reader.read(path);
    } catch (FeedFileException e) {
      problem(path, null, FeedProblem.Kind.FILE, e.getMessage());
      return;
    }
    problems.addAll(file.problems());
    file.prices().left().forEach((what, count) -> leftOut.merge(what, count, Integer::sum));
    for (MarketSnapshot snapshot : file.snapshots()) {
      books.merge(snapshot.bookmaker(), snapshot.outcomes().size(), Integer::sum);
      markets.computeIfAbsent(snapshot.marketId(), id -> new ArrayList<>()).add(snapshot);
    }
    for (Map.Entry<String, Score> result : file.results().entrySet()) {
      Score known = results.putIfAbsent(result.getKey(), result.getValue());
      if (known != null && !known.equals(result.getValue())) {
        problem(
            path,
            result.getKey(),
            FeedProblem.Kind.RESULT,
            "result is "
                + result.getValue()
                + ", but an earlier file has "
                + known
                + ", which is kept: correct one of them");
      }
    }
  }

  List<String> files() {
    return files;
  }

  List<FeedProblem> problems() {
    return problems;
  }

  SortedMap<MarketId, List<MarketSnapshot>> markets() {
    return markets;
  }

  /**
   * @param wanted the bookmakers whose prices a backtest needs
   */
  BookCounts books(Collection<Bookmaker> wanted) {
    return new BookCounts(
        books,
        leftOut,
        wanted.stream().filter(book -> !books.containsKey(book)).distinct().sorted().toList());
  }

  SortedMap<String, Score> results() {
    return results;
  }

  private void problem(Path path, String event, FeedProblem.Kind kind, String detail) {
    problems.add(new FeedProblem(path.toString(), event, null, null, kind, detail));
  }
}
