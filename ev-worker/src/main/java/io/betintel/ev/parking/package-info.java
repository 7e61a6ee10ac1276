/**
 * The events that wait for their bet type, and their return.
 *
 * <p>A replayer in each worker reads {@code odds.parked} and counts what waits. When every live
 * worker serves a bet type, it sends the type's events in order to the hop topic and stores how far
 * it came. A crash in between sends some events again; the market's book supersedes them. Commands
 * list, show, purge and return the same records, and replay dead letters.
 *
 * <p>Rejected: a parking topic per bet type. A hundred types would need thousands of partitions,
 * and adding a type would need a topic first. Therefore one partition holds all types, each with a
 * position of its own: see {@link io.betintel.ev.parking.PartitionLedger}.
 */
package io.betintel.ev.parking;
