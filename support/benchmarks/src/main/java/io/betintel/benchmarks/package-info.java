/**
 * What pricing costs, measured with JMH: removing a margin, and one update of a market.
 *
 * <p>The build compiles the benchmarks and runs each for a moment, so that they keep working;
 * figures come from a run by hand on a quiet machine. Rejected: a test that fails when a figure
 * grows. On a shared machine the same code differs by more than a change does.
 */
package io.betintel.benchmarks;
