package io.betintel.ev.schemas;

import org.apache.avro.Schema;

/**
 * A schema as it was given out.
 *
 * @param version from 1, rising without gaps where the release is this project's own; a registry's
 *     own number where it is read from there
 */
public record Release(int version, Schema schema) {}
