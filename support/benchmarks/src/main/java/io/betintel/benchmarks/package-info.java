/**
 * What the hot path costs, measured with JMH: removing a margin, one update of a market, and each
 * stage from an event's bytes to its lines' bytes.
 *
 * <p>The build compiles the benchmarks and runs each for a moment, so that they keep working; times
 * come from a run by hand on a quiet machine. Allocated bytes repeat exactly, so {@code
 * StageBudgetTest} fails the build when a stage allocates more. Rejected: the same for times. On a
 * shared machine the same code differs by more than a change does.
 */
package io.betintel.benchmarks;
