/**
 * Stores priced lines in PostgreSQL: one row per bet, and its history.
 *
 * <p>One transaction writes the rows and advances the positions, by compare-and-set on the values
 * last read. That fences a sink that has lost a partition without noticing, and after a connection
 * lost in COMMIT the positions show whether it succeeded. Rows are written by {@code unnest}, about
 * a thousand per statement. Bet types are sent as text and cast in SQL: a typed parameter or a
 * cached plan breaks when the enum is swapped.
 *
 * <p>Rejected: positions in the consumer group. They cannot be part of the transaction, so a crash
 * between the two would write history twice or not at all.
 */
package io.betintel.ev.sink.postgres;
