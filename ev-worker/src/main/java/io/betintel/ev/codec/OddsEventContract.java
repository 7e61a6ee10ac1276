package io.betintel.ev.codec;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.avro.OddsOutcome;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The values that {@code odds.events} accepts, beyond the checks of its schema.
 *
 * @param mostAhead by how much {@code last_update} may be later than the record timestamp
 */
record OddsEventContract(Duration mostAhead) {

  /**
   * The event as a snapshot.
   *
   * @param symbol the bet type as the writer spells it
   * @throws BrokenRecordException for the first value that is outside the contract; with the quote
   *     that is refused, if only its event's description or its outcomes are
   */
  MarketSnapshot snapshot(String key, OddsEvent event, String symbol, Instant observedAt) {
    try {
      return checked(key, event, symbol, observedAt);
    } catch (InvalidOddsException e) {
      throw new BrokenRecordException(
          Reason.OUT_OF_CONTRACT, e.getMessage(), e, quote(key, event, symbol, observedAt));
    }
  }

  /**
   * A snapshot of parts that are valid by themselves.
   *
   * @throws InvalidOddsException or a {@link BrokenRecordException} for the first value that is
   *     outside the contract
   */
  MarketSnapshot snapshot(
      SportingEvent event,
      BetType betType,
      Bookmaker bookmaker,
      List<Outcome> outcomes,
      Instant lastUpdate,
      Instant observedAt,
      String link) {
    ContractTimes.inRange("record timestamp", observedAt);
    requireTime(lastUpdate, observedAt);
    ContractTimes.inRange("commence_time", event.commenceTime());
    PriceUnits.require(event, outcomes);
    return new MarketSnapshot(event, betType, bookmaker, outcomes, lastUpdate, observedAt, link);
  }

  private void requireTime(Instant lastUpdate, Instant observedAt) {
    ContractTimes.inRange("last_update", lastUpdate);
    requireNotAhead(lastUpdate, observedAt);
  }

  private MarketSnapshot checked(String key, OddsEvent event, String symbol, Instant observedAt) {
    ContractTimes.inRange("record timestamp", observedAt);
    BetType betType = new BetType(symbol);
    requireKey(key, symbol);
    Instant lastUpdate = event.getLastUpdate();
    requireTime(lastUpdate, observedAt);
    SportingEvent sportingEvent =
        new SportingEvent(
            event.getEventId(),
            event.getSportKey(),
            ContractTimes.inRange("commence_time", event.getCommenceTime()),
            event.getHomeTeam(),
            event.getAwayTeam());
    List<Outcome> outcomes = outcomes(event.getOutcomes());
    PriceUnits.require(sportingEvent, outcomes);
    return new MarketSnapshot(
        sportingEvent,
        betType,
        new Bookmaker(event.getBookmaker()),
        outcomes,
        lastUpdate,
        observedAt,
        event.getLink());
  }

  /**
   * Whose quote a broken event is; null if that cannot be read, or its times cannot be trusted: it
   * must not be known as later than a quote that it is not.
   */
  Quoted quote(String key, OddsEvent event, String symbol, Instant observedAt) {
    OddsEvent plain =
        OddsEvent.newBuilder(event)
            .setSportKey("any")
            .setCommenceTime(observedAt)
            .setHomeTeam(null)
            .setAwayTeam(null)
            .setOutcomes(List.of())
            .setLink(null)
            .build();
    try {
      return Quoted.of(checked(key, plain, symbol, observedAt));
    } catch (InvalidOddsException | BrokenRecordException e) {
      return null;
    }
  }

  static void requireKey(String key, String symbol) {
    if (!key.equals(symbol)) {
      throw new BrokenRecordException(
          Reason.KEY_MISMATCH,
          "key is \"" + key + "\" but bet_type is \"" + symbol + "\": they must be equal");
    }
  }

  void requireNotAhead(Instant lastUpdate, Instant observedAt) {
    if (lastUpdate.isAfter(observedAt.plus(mostAhead))) {
      throw new BrokenRecordException(
          Reason.AHEAD_OF_TIME,
          "last_update is "
              + lastUpdate
              + ", ahead of the record timestamp "
              + observedAt
              + " by more than "
              + mostAhead
              + ": check the producer's clock");
    }
  }

  static void requireCount(List<?> outcomes) {
    if (outcomes.size() > MarketSnapshot.MOST_OUTCOMES) {
      throw new InvalidOddsException(
          "outcomes",
          outcomes.size() + " outcomes",
          "accepted are at most " + MarketSnapshot.MOST_OUTCOMES);
    }
  }

  private static List<Outcome> outcomes(List<OddsOutcome> given) {
    requireCount(given);
    List<Outcome> outcomes = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      OddsOutcome outcome = given.get(i);
      try {
        outcomes.add(
            new Outcome(
                outcome.getName(),
                outcome.getDescription(),
                outcome.getPoint(),
                outcome.getPrice(),
                outcome.getLink(),
                outcome.getBetLimit()));
      } catch (InvalidOddsException e) {
        throw e.within("outcomes[" + i + "].");
      }
    }
    return outcomes;
  }
}
