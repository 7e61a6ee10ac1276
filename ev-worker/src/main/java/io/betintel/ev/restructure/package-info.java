/**
 * Gives a column of {@code bet_type_enum} other labels while everything runs: what {@code ALTER
 * TYPE ... ADD VALUE} cannot do. A new type, a second column that a trigger fills, batches that
 * fill the rows that were there, indexes and constraints built beside the old ones, and one short
 * transaction in which the new column takes the old one's place.
 *
 * <p>Each step may run again: it looks at the catalog tables and does what is missing. So a run
 * that was killed anywhere goes on, and until the swap everything can be taken back.
 *
 * <p>Rejected: {@code ALTER COLUMN ... TYPE}, which rewrites the table under an exclusive lock;
 * {@code CASCADE}, which drops what nobody has looked at: the swap fails instead, and nothing has
 * happened.
 */
package io.betintel.ev.restructure;
