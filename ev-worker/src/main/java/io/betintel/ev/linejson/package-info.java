/**
 * A priced line as JSON: what Redis holds, what the JSON columns of {@code bets} hold, and what the
 * API answers. One class for each object has its field names and writes it; readers use the same
 * constants, so that a renamed field cannot be stored under one name and hidden from a reader under
 * another. Fields are named like those of {@code PricedLine.avsc}.
 *
 * <p>Rejected: Jackson's data binding on the records of {@code priced}, which would make every
 * component of a record public JSON; and one class for Avro, SQL and JSON, whose changes have
 * different owners.
 */
package io.betintel.ev.linejson;
