package io.betintel.ev.stream;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.value.EvCalculator;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What every market task decides by.
 *
 * @param gate which events are applied
 * @param calculator what their lines are worth
 * @param expiry when a market is forgotten; empty if never
 * @param linesPerTurn how many lines the turns of a thread's sweeps publish, at least 1
 * @param limits how much there may be
 * @param openIdle how long a market stays open after its last record
 * @param sweeps divides a thread's time for sweeps among its tasks
 * @param reclaims divides a thread's time to find markets that are over
 * @param moves learns how far the tasks have moved the snapshots of aliases
 * @param clock says what time it is; the stream's own time says only what has passed
 */
record MarketRules(
    BetTypeGate gate,
    EvCalculator calculator,
    Optional<Expiry> expiry,
    int linesPerTurn,
    MarketLimits limits,
    Duration openIdle,
    SharedTurns sweeps,
    SharedTurns reclaims,
    AliasMoves moves,
    Clock clock) {

  MarketRules(
      BetTypeGate gate,
      EvCalculator calculator,
      Optional<Expiry> expiry,
      int linesPerTurn,
      MarketLimits limits,
      Duration openIdle,
      AliasMoves moves,
      Clock clock) {
    this(
        gate,
        calculator,
        expiry,
        linesPerTurn,
        limits,
        openIdle,
        new SharedTurns(LineSweep.INTERVAL),
        new SharedTurns(Reclaimer.INTERVAL),
        moves,
        clock);
  }
}
