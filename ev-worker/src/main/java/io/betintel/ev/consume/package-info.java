/**
 * A consumer whose store says where it reads, and the thread that polls it.
 *
 * <p>A sink and the replayer of parked events read a topic the same way: they share its partitions
 * in a consumer group, but the offsets that count are in the store, written together with the work.
 * {@link io.betintel.ev.consume.PlacedConsumer} knows when to ask the store and when to stand
 * still; {@link io.betintel.ev.consume.PollingThread} runs the turns and reports a failure. What a
 * turn does, and which failure is worth waiting for, is the reader's own: it composes the two.
 *
 * <p>Rejected: a base class with hooks, because a reader's turn would then be spread over two
 * files; and Kafka's committed offsets, because they cannot be stored in the transaction that
 * writes the rows.
 */
package io.betintel.ev.consume;
