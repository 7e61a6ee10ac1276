package io.betintel.ev.rename;

import io.betintel.ev.odds.BetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a rename, for people. */
final class RenamePlan {
  private RenamePlan() {}

  static List<String> lines(
      BetType from,
      BetType to,
      Optional<RenameRecord> begun,
      int workers,
      long rows,
      long patienceSeconds) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "1  hold: events of %s and %s wait in odds.parked; lines stay published. %d live workers acknowledge, within %d s or it goes back. Lock: 2 rows of bet_types"
            .formatted(from, to, workers, patienceSeconds));
    lines.add(
        "2  alias: %s is applied as %s. A %s that is off takes over shape, role, settings and flag; one that is on keeps its own. No way back from here. Lock: rows of bet_types"
            .formatted(from, to, to));
    lines.add(
        "3  move: each task makes snapshots of %s those of %s, publishes the lines and withdraws the old ones, at most EV_SWEEP_RATE lines a second and worker. No lock"
            .formatted(from, to));
    lines.add("4  return: the hold of %s ends, what waited returns. Lock: 1 row".formatted(to));
    lines.add(
        "5  rows: %d rows of bets move in batches of 500. Lock: those rows, for each batch. bet_history is not rewritten: the read API joins it by both names"
            .formatted(rows));
    begun.ifPresent(
        rename -> lines.add("It has begun; the last step done is " + rename.step().label()));
    return lines;
  }
}
