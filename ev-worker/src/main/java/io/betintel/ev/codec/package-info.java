/**
 * Avro to domain and back, and the schema registry; the only package that sees generated classes
 * and the registry's client.
 *
 * <p>Odds events come from many producers: their bytes are decoded by the writer's schema and
 * checked against the contract, and a broken record is named with field, value and remedy. Each
 * object has both directions in one class ({@code LineAvro}, {@code OfferAvro}), so that they
 * cannot drift. Rejected: Confluent's serializer, which registers from a running worker and hides
 * an unknown bet type behind the enum's default.
 */
package io.betintel.ev.codec;
