package io.betintel.ev.sink;

import java.util.Objects;

/**
 * A topic, told apart from an earlier one of the same name.
 *
 * @param id given by Kafka: a recreated topic has another id, and offsets of the old topic mean
 *     nothing in it
 * @param partitions at least 1: with another count a line's newer record may be in another
 *     partition, where its offset may be lower
 */
public record TopicIdentity(String name, String id, int partitions) {
  public TopicIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(id, "id");
    if (partitions < 1) {
      throw new IllegalArgumentException(name + ": " + partitions + " partitions");
    }
  }

  /**
   * Requires that a store's lines are from this topic.
   *
   * @param stored the topic of the store's lines
   * @param store the store, such as {@code the tables hold}
   * @param own a store of the topic's own, such as {@code a database}
   * @param sink the sink's name
   * @throws SinkException of kind REFUSED if they are not, or if the partition count was another
   */
  public void requireSame(TopicIdentity stored, String store, String own, String sink) {
    if (stored.equals(this)) {
      return;
    }
    String rebuild = "ev-worker sink rebuild " + sink;
    boolean recounted = stored.name.equals(name) && stored.id.equals(id);
    throw new SinkException(
        SinkException.Kind.REFUSED,
        store
            + " lines of topic "
            + stored
            + " and this is "
            + this
            + (recounted
                ? ": lines have moved to other partitions, where a newer one may have a lower"
                    + " offset. Run: "
                    + rebuild
                : ": versions of two topics cannot be compared. Give it "
                    + own
                    + " of its own, or run: "
                    + rebuild
                    + ", then: ev-worker lines republish"));
  }

  @Override
  public String toString() {
    return name + " (" + id + ", " + partitions + " partitions)";
  }
}
