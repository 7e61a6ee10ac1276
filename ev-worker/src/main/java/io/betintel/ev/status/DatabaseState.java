package io.betintel.ev.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the tables hold. */
public record DatabaseState(
    long catalogueVersion, List<BetTypeRow> betTypes, List<WorkerRow> workers, List<Bet> best) {

  public DatabaseState {
    betTypes = List.copyOf(betTypes);
    workers = List.copyOf(workers);
    best = List.copyOf(best);
  }

  /**
   * A bet type of the catalogue.
   *
   * @param state enabled, disabled, or no label: enabled but missing in the database's enum
   * @param bets rows of {@code bets}
   */
  public record BetTypeRow(String name, String state, String minRole, long bets) {}

  /**
   * A worker by its heartbeat.
   *
   * @param seenAgo how long ago, by the database's clock
   */
  public record WorkerRow(
      String id, String build, long catalogueVersion, Instant startedAt, Duration seenAgo) {}

  /**
   * The best offer of a bet.
   *
   * @param point null where the bet has none
   * @param price decimal odds as quoted
   * @param fairPrice decimal odds that the bet is worth
   * @param ev a fraction of the stake
   * @param stake the recommended fraction of the bankroll
   * @param suspect whether the EV is so high that a data error is likely
   * @param age how long ago the bookmaker quoted, by the database's clock; null in a replay
   */
  public record Bet(
      String event,
      Instant commenceTime,
      String betType,
      String outcome,
      Double point,
      String bookmaker,
      double price,
      double fairPrice,
      double ev,
      double stake,
      boolean suspect,
      Duration age) {}
}
