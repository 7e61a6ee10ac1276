/**
 * {@code ev-worker fit} and the report of {@code backtest --ladders}. The commands turn options
 * into settings and print; package {@code fit} does the work.
 */
package io.betintel.ev.cli.fit;
