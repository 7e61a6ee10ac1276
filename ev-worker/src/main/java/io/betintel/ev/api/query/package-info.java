/**
 * Questions to PostgreSQL: bets, events, a line with its history, arbitrages and middles.
 *
 * <p>A route reads its parameters into a filter, a query class adds the conditions to its SQL
 * ({@code Select}), {@code ReadDatabase} asks, and rows become JSON ({@code RowJson}). A long list
 * is cut into pages by a {@code Cursor} that carries the last row's values.
 *
 * <p>Rejected: an object for each row, since an answer is the row's columns in the same words; and
 * pages by offset, since rows that come and go would be skipped or repeated.
 */
package io.betintel.ev.api.query;
