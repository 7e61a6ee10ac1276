package io.betintel.ev.schemas;

import org.apache.avro.Schema;

/**
 * A released schema.
 *
 * @param version from 1 without gaps for a release of this project; the registry's number for a
 *     schema read from a registry
 */
public record Release(int version, Schema schema) {}
