/**
 * A priced line as JSON: what Redis holds, what the JSON columns of {@code bets} hold, and what the
 * API answers. {@link io.betintel.ev.linejson.LineFields} names each field once; writers and
 * readers use its constants, so that a renamed field cannot be stored under one name and hidden
 * from a reader under another.
 *
 * <p>Rejected: Jackson's data binding on the records of {@code priced}, which would make every
 * component of a record public JSON; and one class for Avro, SQL and JSON, whose changes have
 * different owners.
 */
package io.betintel.ev.linejson;
