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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

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

  void add(MarketSnapshot entry) {
    Key key = new Key(entry.event().id(), entry.bookmaker(), entry.betType());
    entries.computeIfAbsent(key, k -> new ArrayList<>(1)).add(entry);
  }

  /**
   * One snapshot per market and bookmaker, in the order of the file.
   *
   * @param contradiction receives the newest entry of a market, and what is wrong with another one
   */
  List<MarketSnapshot> merged(BiConsumer<MarketSnapshot, String> contradiction) {
    List<MarketSnapshot> merged = new ArrayList<>(entries.size());
    for (List<MarketSnapshot> ofOne : entries.values()) {
      if (ofOne.size() == 1) {
        merged.add(ofOne.get(0));
      } else {
        merge(ofOne.stream().sorted(NEWEST_FIRST).toList(), contradiction, merged);
      }
    }
    return merged;
  }

  private static void merge(
      List<MarketSnapshot> newestFirst,
      BiConsumer<MarketSnapshot, String> contradiction,
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
                  .add(entry, outcomes, detail -> contradiction.accept(newest, detail)));
    }
    List<Outcome> outcomes = new ArrayList<>();
    lines.values().forEach(line -> outcomes.addAll(line.outcomes));
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
      contradiction.accept(newest, "all entries of the market together: " + e.getMessage());
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

    Quoted(MarketSnapshot first) {
      this.first = first;
    }

    void add(MarketSnapshot entry, List<Outcome> others, Consumer<String> contradiction) {
      if (contradicted) {
        return;
      }
      List<Outcome> more = new ArrayList<>();
      for (Outcome other : others) {
        Outcome same = find(other);
        if (same == null) {
          more.add(other);
        } else if (same.price() != other.price()) {
          contradicted = entry.lastUpdate().equals(first.lastUpdate());
          contradiction.accept(said(same, other));
          if (contradicted) {
            outcomes.clear();
          }
          return;
        }
      }
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
