/**
 * Gives a bet type another name while everything runs: park, alias, move, return. Each step is
 * recorded and may run again, so a run that was stopped anywhere goes on.
 *
 * <p>Events of both names are held first, until every live worker parks them: no worker applies the
 * old name as one bet type while another applies it as the other. Then the old name is an alias,
 * and each task moves its snapshots and lines. Then the hold ends, and the replayers return what
 * waited under either name as the new one.
 *
 * <p>Rejected: to rewrite {@code bet_history}. It is append only and as large as a month is long;
 * the read API joins a line's history by its names.
 */
package io.betintel.ev.rename;
