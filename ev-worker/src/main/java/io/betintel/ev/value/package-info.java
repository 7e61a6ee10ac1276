/**
 * A market's lines to priced lines: fair price and offers to EV, stakes, arbitrage and middles;
 * pure. {@code EvCalculator} is the entry point, {@code LinePricing} prices one line.
 *
 * <p>A bookmaker never helps to value its own offer, and an offer that may be an error is flagged,
 * never hidden. What is published is a record of {@code priced}, so that readers of lines do not
 * depend on this package. Rejected: EV against a market average that includes the offer itself,
 * which makes a wrong price look fairer; and stakes in money, since the bankroll is the reader's.
 */
package io.betintel.ev.value;
