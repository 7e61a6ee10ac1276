/**
 * Avro to domain and back, and the schema registry; the only package that sees generated classes
 * and the registry's client.
 *
 * <p>Odds events come from many producers: their bytes are decoded by the writer's schema and
 * checked against the contract, and a broken record is named with field, value and remedy. What has
 * our schema is written and read without generated classes ({@code LineWriter}, {@code
 * DirectLineReader}, {@code DirectEventReader}), since every event passes here; events of other
 * schemas, and all that is broken, are read with them ({@code OddsEventContract}); lines of other
 * schemas are rewritten in ours first ({@code OtherSchema}). Rejected: Confluent's serializer,
 * which registers from a running worker and hides an unknown bet type behind the enum's default.
 */
package io.betintel.ev.codec;
