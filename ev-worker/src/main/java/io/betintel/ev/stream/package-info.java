/**
 * The stream: odds events in, priced lines out.
 *
 * <p>{@link io.betintel.ev.stream.OddsStream} waits for its topics and runs the topology. A sorter
 * decodes each input record once and sends it home; the market task of that home admits, applies,
 * prices and publishes. Store, output and offsets commit together. The topics' settings are here
 * too, since the topology depends on them.
 *
 * <p>Rejected: a sink as a stream processor. A slow database would then stop pricing, and a write
 * cannot be part of Kafka's transaction; sinks read {@code ev.lines} instead. Also rejected:
 * Streams' windows and stream time, which advance before a record is admitted and differ from task
 * to task.
 */
package io.betintel.ev.stream;
