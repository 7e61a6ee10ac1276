/**
 * Stores priced lines: poll, reduce, write, advance.
 *
 * <p>Each sink is a consumer of {@code ev.lines} in a group of its own. It reduces a batch to the
 * newest record of each line, writes it to its store and advances the positions that the store
 * keeps. A line's version is its offset, and an older version never replaces a newer one, so a
 * batch may be written again and the store's content depends on the topic alone. What a store must
 * keep is {@link io.betintel.ev.sink.LineSink}, with one contract test for all of them.
 *
 * <p>A sink that is behind reads on while the store writes. What it has read waits by line, so the
 * store gets each line in the version that is the newest when its turn comes: a slow store is
 * behind by the lines that move, and not by their changes. Positions stay before the first record
 * that waits, writes are one after another, and if one fails, what was read is read again from the
 * store's positions.
 *
 * <p>Rejected: writing to the stores from the stream processor. A slow or absent database would
 * stop pricing; here it is lag on a topic.
 */
package io.betintel.ev.sink;
