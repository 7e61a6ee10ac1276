/**
 * A consumer whose store says where it reads, and the thread that polls it.
 *
 * <p>A sink and the replayer of parked events read a topic the same way: they share its partitions
 * in a consumer group, but a store of the reader keeps the offsets that count. {@link
 * io.betintel.ev.consume.PlacedConsumer} knows when to ask the store and when to pause; {@link
 * io.betintel.ev.consume.PollingThread} runs the turns and reports a failure. What a turn does, and
 * which failure is worth waiting for, is the reader's own: it composes the two.
 *
 * <p>Rejected: a base class with hooks, because a reader's turn would then be spread over two
 * files; and Kafka's committed offsets, because they cannot be part of a database transaction, and
 * Kafka deletes them after a week without a member.
 */
package io.betintel.ev.consume;
