/** Historical feeds through the stream's own pricing, judged by closing prices and results. */
package io.betintel.ev.backtest;
