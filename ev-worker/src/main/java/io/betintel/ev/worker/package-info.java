/**
 * The composition root of {@code run}: it builds the parts of a worker, starts them in order and
 * closes them in reverse.
 *
 * <p>{@link io.betintel.ev.worker.Worker} is the whole; one class each builds the stream, the sinks
 * and the read API from what they share. {@link io.betintel.ev.worker.Configuration} knows every
 * setting. Commands see only these two; the build checks that, and that nothing here imports a
 * command.
 *
 * <p>Rejected: a framework that wires parts by annotations. With constructors, a reader follows
 * every dependency by name, and the compiler finds a missing one.
 */
package io.betintel.ev.worker;
