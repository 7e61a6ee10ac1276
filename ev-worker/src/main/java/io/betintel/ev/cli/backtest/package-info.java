/**
 * {@code ev-worker backtest}: files of past odds, priced as the worker prices.
 *
 * <p>The command turns options into settings and writes the report, the plot and the bets; package
 * {@code backtest} does the work. Rejected: reading the settings of a running installation's
 * catalogue. A backtest then needs a server, and gives other figures on another day.
 */
package io.betintel.ev.cli.backtest;
