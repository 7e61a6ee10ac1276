/**
 * What a bet type is: its shape, the role that sees it, and the settings that price its lines.
 * Pure: nothing but the words of the trade and the JDK.
 *
 * <p>A calculator takes {@link io.betintel.ev.bettype.PricingTerms}, not the catalogue's row, so
 * that a backtest and a command price as a worker does, without a database.
 *
 * <p>Rejected: a Java enum of bet types, or a class for each. A new bet type would need a new build
 * of every program; bet types differ by data alone.
 */
package io.betintel.ev.bettype;
