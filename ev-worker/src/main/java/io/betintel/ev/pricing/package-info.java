/**
 * A line's quotes to fair probabilities; pure. One class for each margin method, the consensus of a
 * line's references, and the numerics under them.
 *
 * <p>StrictMath, no clock and no randomness, so that the same quotes give the same bits on every
 * JVM. A method's identity is in {@code bettype}, which settings and published lines share; only
 * this package computes. Rejected: a numerics library, for thirty lines of it; and maps by method
 * inside a consensus, which would be built again for every offer.
 */
package io.betintel.ev.pricing;
