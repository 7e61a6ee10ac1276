package io.betintel.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.util.List;
import java.util.Map;

/**
 * What the demo found, each figure from its own source.
 *
 * @param produced from the input topic's end offsets
 * @param applied like the three after it, from the worker's own counters
 * @param betsByType rows of {@code bets}
 * @param cachedByType lines in Redis
 */
record DemoResult(
    long produced,
    long applied,
    long superseded,
    long parked,
    long deadLettered,
    Map<String, Long> betsByType,
    Map<String, Long> cachedByType,
    List<BestBet> best) {

  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  boolean balanced() {
    return produced == applied + superseded + parked + deadLettered;
  }

  /** One line. */
  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A bet and its best offer.
   *
   * @param fairPrice fair decimal odds, 1 / fair probability
   * @param ev a fraction of the stake
   * @param stake a fraction of the bankroll
   * @param references the bookmakers that the fair price is made of
   * @param suspect whether the EV is so high that a data error is likely
   */
  record BestBet(
      String event,
      String date,
      String betType,
      String outcome,
      Double point,
      String bookmaker,
      double price,
      double fairPrice,
      double ev,
      double stake,
      List<String> references,
      boolean suspect) {}
}
