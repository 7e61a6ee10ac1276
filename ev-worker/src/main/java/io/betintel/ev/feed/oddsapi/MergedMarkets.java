package io.betintel.ev.feed.oddsapi;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjIntConsumer;

/**
 * One file's markets. A bookmaker can write one market as several entries, such as one per point; a
 * snapshot replaces the earlier one, so they must be one snapshot.
 *
 * <p>Entries that complete each other are joined. Where two of them have different prices for one
 * outcome, the later quote has its line; of two of the same time neither has it.
 */
final class MergedMarkets {
  private static final Comparator<MarketSnapshot> NEWEST_FIRST =
      Comparator.comparing(MarketSnapshot::lastUpdate).reversed();

  private final Map<Key, List<MarketSnapshot>> entries = new LinkedHashMap<>();
  private int repeated;

  /** Receives what is wrong with a market that is there more than once. */
  @FunctionalInterface
  interface Contradictions {
    /**
     * @param newest the market's newest entry
     * @param prices how many are left out
     */
    void found(MarketSnapshot newest, String detail, int prices);
  }

  void add(MarketSnapshot entry) {
    Key key = new Key(entry.event().id(), entry.bookmaker(), entry.betType());
    entries.computeIfAbsent(key, k -> new ArrayList<>(1)).add(entry);
  }

  /**
   * One snapshot per market and bookmaker, in the order of the file.
   *
   * @param contradictions receives what does not fit together
   */
  List<MarketSnapshot> merged(Contradictions contradictions) {
    List<MarketSnapshot> merged = new ArrayList<>(entries.size());
    for (List<MarketSnapshot> ofOne : entries.values()) {
      if (ofOne.size() == 1) {
        merged.add(ofOne.get(0));
      } else {
        merge(ofOne.stream().sorted(NEWEST_FIRST).toList(), contradictions, merged);
      }
    }
    return merged;
  }

  /** How many prices were there again, in another entry of their market. */
  int repeated() {
    return repeated;
  }

  private void merge(
      List<MarketSnapshot> newestFirst,
      Contradictions contradictions,
      List<MarketSnapshot> merged) {
    MarketSnapshot newest = newestFirst.get(0);
    Map<Place, Quoted> lines = new LinkedHashMap<>();
    for (MarketSnapshot entry : newestFirst) {
      Map<Place, List<Outcome>> own = new LinkedHashMap<>();
      for (Outcome outcome : entry.outcomes()) {
        own.computeIfAbsent(Place.of(outcome), p -> new ArrayList<>()).add(outcome);
      }
      own.forEach(
          (place, outcomes) ->
              lines
                  .computeIfAbsent(place, p -> new Quoted(entry))
                  .add(
                      entry,
                      outcomes,
                      (detail, prices) -> contradictions.found(newest, detail, prices)));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Quoted line : lines.values()) {
      outcomes.addAll(line.outcomes);
      repeated += line.repeated;
    }
    if (outcomes.isEmpty() && !lines.isEmpty()) {
      return; // every line is contradicted: nothing is known, least of all a suspension
    }
    String link =
        newestFirst.stream()
            .map(MarketSnapshot::link)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    try {
      merged.add(
          new MarketSnapshot(
              newest.event(),
              newest.betType(),
              newest.bookmaker(),
              outcomes,
              newest.lastUpdate(),
              newest.observedAt(),
              link));
    } catch (InvalidOddsException e) {
      contradictions.found(
          newest, "all entries of the market together: " + e.getMessage(), outcomes.size());
    }
  }

  private record Key(String event, Bookmaker bookmaker, BetType betType) {}

  /** What the outcomes of one line share: a spread's two sides have points of opposite sign. */
  private record Place(String description, Double distance) {

    static Place of(Outcome outcome) {
      Double point = outcome.point();
      return new Place(outcome.description(), point == null ? null : Math.abs(point));
    }
  }

  /** The outcomes of one line, from the newest entry that has it and those that complete it. */
  private static final class Quoted {
    private final MarketSnapshot first;
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean contradicted;
    private int repeated;

    Quoted(MarketSnapshot first) {
      this.first = first;
    }

    void add(MarketSnapshot entry, List<Outcome> others, ObjIntConsumer<String> contradiction) {
      if (contradicted) {
        contradiction.accept(
            "the market is there once more with a line that is left out", others.size());
        return;
      }
      List<Outcome> more = new ArrayList<>();
      int again = 0;
      for (Outcome other : others) {
        Outcome same = find(other);
        if (same == null) {
          more.add(other);
        } else if (same.price() != other.price()) {
          contradicted = entry.lastUpdate().equals(first.lastUpdate());
          int kept = contradicted ? outcomes.size() : 0;
          contradiction.accept(said(same, other), kept + others.size());
          if (contradicted) {
            outcomes.clear();
          }
          return;
        } else {
          again++;
        }
      }
      repeated += again;
      outcomes.addAll(more);
    }

    private Outcome find(Outcome other) {
      for (Outcome outcome : outcomes) {
        if (outcome.name().equals(other.name()) && Objects.equals(outcome.point(), other.point())) {
          return outcome;
        }
      }
      return null;
    }

    private String said(Outcome kept, Outcome other) {
      return "the market is there more than once, and "
          + other.name()
          + (other.point() == null ? "" : " " + other.point())
          + " is "
          + kept.price()
          + " and "
          + other.price()
          + (contradicted
              ? ": their last_update is the same, so the line is left out"
              : ": the line of the later last_update is used");
    }
  }
}
