/** {@code ev-worker backtest}: files of past odds, priced as the worker prices. */
package io.betintel.ev.cli.backtest;
