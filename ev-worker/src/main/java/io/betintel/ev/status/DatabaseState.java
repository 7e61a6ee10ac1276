package io.betintel.ev.status;

import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.restructure.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What PostgreSQL's tables hold.
 *
 * @param workers every one that has a row, live or not
 * @param restructure null if none is under way
 */
public record DatabaseState(
    long catalogueVersion,
    List<BetTypeRow> betTypes,
    List<Heartbeat> workers,
    List<Bet> best,
    UnderWay restructure) {

  public DatabaseState {
    betTypes = List.copyOf(betTypes);
    workers = List.copyOf(workers);
    best = List.copyOf(best);
  }

  /**
   * A bet type that has a row or a label.
   *
   * @param minRole null if the catalogue has no row of it
   * @param bets rows of {@code bets}
   */
  public record BetTypeRow(String name, Served served, String minRole, long bets) {}

  /**
   * The best offer of a bet.
   *
   * @param point null where the bet has none
   * @param price decimal odds as quoted
   * @param fairPrice the fair decimal odds
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
