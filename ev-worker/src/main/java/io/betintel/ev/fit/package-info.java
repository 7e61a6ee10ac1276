/**
 * Finds the models of ladders from feed files, and measures them: each quoted point is left out in
 * turn and estimated from the others. {@code ev-worker fit} and {@code backtest --ladders} are this
 * package with a command line.
 *
 * <p>The same files give the same figures, byte for byte: ladders in the order of their keys, folds
 * by a fixed hash, grids instead of random starts. Rejected: likelihoods of results. The feeds have
 * prices and no results, and what has to be right is the price at the next point.
 */
package io.betintel.ev.fit;
