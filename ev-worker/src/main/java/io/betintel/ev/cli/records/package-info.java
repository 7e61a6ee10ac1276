/**
 * {@code ev-worker parked} and {@code dead-letters}: the records that are set aside, listed, shown
 * and sent again.
 *
 * <p>Both show records and counts in the same form. Rejected: one command for both. Parked events
 * are sound and return by themselves; dead letters are broken and return only if an operator says
 * so.
 */
package io.betintel.ev.cli.records;
