package io.betintel.ev.consume;

/**
 * A topic as Kafka describes it now.
 *
 * @param id Kafka's own: a topic that was deleted and recreated has another one, and offsets of the
 *     old one mean nothing in it
 * @param partitions at least 1
 */
public record KnownTopic(String name, String id, int partitions) {}
