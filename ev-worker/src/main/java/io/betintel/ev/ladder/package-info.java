/**
 * What references say at the points that they do not quote. All points of one family of one event,
 * such as {@code totals} with {@code alternate_totals}, form a ladder: a distribution of the
 * result, fitted to the references' margin-free probabilities, carries a price from the points that
 * they quote to the one that an offer is made at, with a standard error.
 *
 * <p>Pure: StrictMath, no clock, no randomness. A {@link io.betintel.ev.ladder.Ladder} is made for
 * each update of an event, so it keeps its numbers in arrays.
 *
 * <p>Rejected: slopes in probability per point. A point is worth 2 % on an even line and nothing on
 * a long one; and a spline, which knows nothing of key numbers and goes wild beyond the last point.
 */
package io.betintel.ev.ladder;
