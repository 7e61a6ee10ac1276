/**
 * The words of the trade: events, bookmakers, bet types, outcomes, snapshots, lines. JDK only;
 * every other package may import it.
 *
 * <p>Records validate what the contract demands, so that no later package checks a name or a price
 * again. A bet type is a validated symbol. Rejected: a Java enum of bet types, since a worker
 * serves types that were added after it was built; and {@code BigDecimal} prices, which pricing
 * would turn into doubles anyway.
 */
package io.betintel.ev.odds;
