/**
 * Adds bet types: to a checkout (symbol, released schemas, a pair of migrations), and to a running
 * installation by the same SQL statements (label, row, registry symbol). Either may come first, and
 * each may run again.
 *
 * <p>Everything that can refuse is asked before anything is changed.
 *
 * <p>Rejected: a worker that adds an unknown bet type by itself when an event of it arrives. A
 * label and a symbol are permanent, so one misspelled key of one producer would stay forever.
 */
package io.betintel.ev.rollout;
