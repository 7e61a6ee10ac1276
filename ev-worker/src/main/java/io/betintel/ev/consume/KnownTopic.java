package io.betintel.ev.consume;

/**
 * A topic as Kafka describes it now.
 *
 * @param id given by Kafka: a recreated topic has another id, and offsets of the old topic mean
 *     nothing in it
 * @param partitions at least 1
 */
public record KnownTopic(String name, String id, int partitions) {}
