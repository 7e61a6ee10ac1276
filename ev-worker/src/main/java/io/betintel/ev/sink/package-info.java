/**
 * Stores priced lines: poll, reduce, write, advance.
 *
 * <p>Each sink is a consumer of {@code ev.lines} in a group of its own. It reduces a batch to the
 * newest record of each line, writes it to its store and advances the positions that the store
 * keeps. A line's version is its offset, and an older version never replaces a newer one, so a
 * batch may be written again and the store's content depends on the topic alone. What a store must
 * keep is {@link io.betintel.ev.sink.LineSink}, with one contract test for all of them.
 *
 * <p>Rejected: writing to the stores from the stream processor. A slow or absent database would
 * stop pricing; here it is lag on a topic.
 */
package io.betintel.ev.sink;
