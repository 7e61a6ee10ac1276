package io.betintel.ev.feed;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of every file of one import. Counts are of snapshots unless they say otherwise. */
public final class ImportSummary {
  /** Rows kept for people; the rest of a kind is only counted. */
  static final int ROWS_PER_KIND = 20;

  private final List<FileSummary> files = new ArrayList<>();
  private final Map<FeedProblem.Kind, List<FeedProblem>> rows =
      new EnumMap<>(FeedProblem.Kind.class);
  private final Map<FeedProblem.Kind, Integer> problems = new EnumMap<>(FeedProblem.Kind.class);

  /**
   * @param produced by bet type, acknowledged by Kafka
   * @param suspensions how many of them say that the bookmaker has suspended the market
   * @param notInRegistry by market key: not sent, since the registry's schema lacks it
   * @param empty bookmakers and events without a market
   * @param prices how many there are, and what became of them
   * @param notes what a person should know about how the file was read
   */
  public record FileSummary(
      String name,
      SortedMap<BetType, Integer> produced,
      int suspensions,
      SortedMap<BetType, Integer> notInRegistry,
      int empty,
      Prices prices,
      List<String> notes) {
    public FileSummary {
      produced = Collections.unmodifiableSortedMap(new TreeMap<>(produced));
      notInRegistry = Collections.unmodifiableSortedMap(new TreeMap<>(notInRegistry));
    }
  }

  /**
   * Prices: one is what one bookmaker offers for one outcome at one time. What was read was sent,
   * is in a problem, or was left out.
   *
   * @param sent acknowledged by Kafka
   * @param problems those of the file's problems
   * @param left by what they are and why
   */
  public record Prices(int read, int sent, int problems, SortedMap<String, Integer> left) {
    public Prices {
      left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    }

    public int leftOut() {
      return left.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether nothing is missing and nothing counted twice. */
    public boolean addUp() {
      return read == sent + problems + leftOut();
    }
  }

  ImportSummary() {}

  void add(FileSummary file) {
    files.add(file);
  }

  void add(FeedProblem problem) {
    problems.merge(problem.kind(), 1, Integer::sum);
    List<FeedProblem> kept = rows.computeIfAbsent(problem.kind(), kind -> new ArrayList<>());
    if (kept.size() < ROWS_PER_KIND) {
      kept.add(problem);
    }
  }

  public List<FileSummary> files() {
    return Collections.unmodifiableList(files);
  }

  public int produced() {
    return files.stream()
        .flatMap(file -> file.produced().values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** How many problems of each kind there were. */
  public Map<FeedProblem.Kind, Integer> problems() {
    return Collections.unmodifiableMap(problems);
  }

  /** The first rows of each kind, {@value #ROWS_PER_KIND} at most. */
  public List<FeedProblem> rows(FeedProblem.Kind kind) {
    return Collections.unmodifiableList(rows.getOrDefault(kind, List.of()));
  }

  /** Whether every file was read to its end; problem rows inside a file do not count. */
  public boolean complete() {
    return !problems.containsKey(FeedProblem.Kind.FILE);
  }
}
