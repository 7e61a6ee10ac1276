/**
 * Decides where a decoded snapshot goes: into the market book, onto the parked topic, or nowhere
 * because its event is over. The answer is a value; nothing is thrown.
 *
 * <p>There is one gate, in the market's task, beside the book.
 *
 * <p>Rejected: a gate where records are read, before the hop to their home partition. It would save
 * the hop of records that are parked, but two gates can act on two versions of the catalogue, and
 * the parked records of one market would no longer be in order.
 */
package io.betintel.ev.admission;
