/**
 * What every part of the worker needs to run: lifecycle, health, metrics, configuration, retry
 * pauses.
 *
 * <p>A part with a thread or a socket is a {@link io.betintel.ev.ops.Component} and reports a
 * {@link io.betintel.ev.ops.Check}; {@link io.betintel.ev.ops.Health} answers Kubernetes from all
 * of them. Each concern has a configuration record beside its user; {@link
 * io.betintel.ev.ops.Setting} makes one key of it, so that an unknown or invalid key refuses to
 * start. Every package may import this one; it imports none, and knows neither Kafka's nor Redis's
 * clients.
 *
 * <p>Rejected: a framework for injection and configuration. One composition root and plain
 * constructors show what is wired to what.
 */
package io.betintel.ev.ops;
