/** The words of the trade: events, bookmakers, bet types, snapshots, lines. JDK only. */
package io.betintel.ev.odds;
