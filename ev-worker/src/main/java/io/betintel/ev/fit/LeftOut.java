package io.betintel.ev.fit;

import io.betintel.ev.ladder.Estimate;

/**
 * A quoted point, and what the other points of its ladder say of it.
 *
 * @param ladder which ladder it is of
 * @param within whether the same bookmaker's other points say it; else other bookmakers' points do
 * @param quoted the probability to be above, without margin
 * @param estimate valued, or not
 * @param naive the probability at the nearest other point: no shift
 * @param apart how far other bookmakers' quotes of the very point are from this one, on average;
 *     NaN if there are none
 */
record LeftOut(
    LadderKey ladder,
    boolean within,
    double quoted,
    Estimate estimate,
    double naive,
    double apart) {}
