/**
 * What is published: one priced line of {@code ev.lines} and its parts. Records and enums only;
 * {@code value} computes them, {@code codec} puts them on the wire, {@code linejson} writes them as
 * JSON.
 *
 * <p>It knows bet types and the words of the trade, so that readers of lines never see how a price
 * is made. Rejected: the generated Avro classes as the record, which would tie sinks and API to the
 * wire; and the record beside its computation in {@code value}, which left two rooms to look in.
 */
package io.betintel.ev.priced;
