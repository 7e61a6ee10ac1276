package io.betintel.ev.sink;

import java.util.Objects;

/**
 * A topic as it is now.
 *
 * @param id Kafka's own: a topic that was deleted and made anew has another one, and offsets of the
 *     old one mean nothing in it
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
