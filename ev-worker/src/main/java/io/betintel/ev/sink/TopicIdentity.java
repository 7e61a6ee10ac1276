package io.betintel.ev.sink;

import java.util.Objects;

/**
 * A topic, told apart from an earlier one of the same name.
 *
 * @param id given by Kafka: a recreated topic has another id, and offsets of the old topic mean
 *     nothing in it
 */
public record TopicIdentity(String name, String id) {
  public TopicIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(id, "id");
  }

  @Override
  public String toString() {
    return name + " (" + id + ")";
  }
}
