/** Avro to domain and back; the only package that sees generated classes and the registry. */
package io.betintel.ev.codec;
