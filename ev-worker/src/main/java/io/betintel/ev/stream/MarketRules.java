package io.betintel.ev.stream;

import io.betintel.ev.admission.BetTypeGate;
import io.betintel.ev.value.EvCalculator;
import java.util.Optional;

/**
 * What every market task decides by.
 *
 * @param gate which events are applied
 * @param calculator what their lines are worth
 * @param expiry when a market is forgotten; empty if never
 * @param linesPerTurn how many lines one turn of the sweep publishes, at least 1
 * @param limits how much there may be
 */
record MarketRules(
    BetTypeGate gate,
    EvCalculator calculator,
    Optional<Expiry> expiry,
    int linesPerTurn,
    MarketLimits limits) {}
