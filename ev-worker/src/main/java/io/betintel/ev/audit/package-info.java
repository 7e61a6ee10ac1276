/**
 * Checks a whole installation against its input, and changes nothing: every offset of {@code
 * odds.events} is accounted for, the books are recomputed from the events, the lines are compared
 * with the books, and both stores with the lines.
 *
 * <p>It shares no code with the worker's market book: a fault there must not hide itself here.
 *
 * <p>Rejected: to compare the worker's counters. They are counted before a transaction is
 * committed, begin at zero after a restart, and say nothing about what a record did.
 */
package io.betintel.ev.audit;
