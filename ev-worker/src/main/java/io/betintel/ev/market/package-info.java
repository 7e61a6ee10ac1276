/** The latest snapshot per bookmaker of a market, and its lines; pure. */
package io.betintel.ev.market;
