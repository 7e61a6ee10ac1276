/**
 * Avro to domain and back, and the schema registry; the only package that sees generated classes
 * and the registry's client.
 *
 * <p>Odds events come from many producers: their bytes are decoded by the writer's schema and
 * checked against the contract, and a broken record is named with field, value and remedy. Priced
 * lines are written without generated classes ({@code LineWriter}) and read with them ({@code
 * LineAvro}), since a reader meets the schemas of other builds. Rejected: Confluent's serializer,
 * which registers from a running worker and hides an unknown bet type behind the enum's default.
 */
package io.betintel.ev.codec;
