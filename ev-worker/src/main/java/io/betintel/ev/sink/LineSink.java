package io.betintel.ev.sink;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A store of priced lines that also stores its positions in the topic. An older version of a line
 * never replaces a newer one, so replaying any suffix of the topic gives the same content. Its
 * methods are called one after another, except for {@link #prepare}, which may run on another
 * thread meanwhile.
 *
 * <p>A sink skips lines of a bet type that is switched off, except withdrawals, which only remove.
 * Nothing is lost: when the type is enabled, all its lines are published again.
 */
public interface LineSink {

  /** Its name in metrics, health and commands, such as {@code postgres}. */
  String name();

  /**
   * The next offset to read, by partition; a partition without an entry starts at the beginning of
   * the topic.
   *
   * @throws SinkException of kind REFUSED if the store holds lines of another topic, or the topic
   *     had another partition count
   */
  Map<Integer, Long> positions(TopicIdentity topic);

  /**
   * Does what a write can do before it reaches the store, such as writing JSON. The write before
   * may still run.
   */
  default Prepared prepare(Batch batch) {
    return () -> write(batch);
  }

  /** A batch that only the store has to work on. */
  @FunctionalInterface
  interface Prepared {
    /** Does what {@link LineSink#write} does. */
    int write();
  }

  /**
   * Writes the lines and advances the positions. Lines that it cannot hold yet it may keep, to give
   * them back by {@link #due}.
   *
   * @return how many lines were stored because they were newer than the store's
   * @throws SinkException of kind MOVED if a stored position is not the one that the batch began at
   * @throws LinesRefusedException if the store refuses some of the lines for what they are; the
   *     rest can be written without them
   */
  int write(Batch batch);

  /**
   * Deletes what must not wait for a batch, such as the lines of a bet type that was switched off.
   * Called many times a second: must be quick when nothing has changed.
   */
  default void refresh() {}

  /**
   * Records that the store kept because it could not hold their lines, and now can. Called many
   * times a second: must be quick when there are none.
   *
   * @param topic the name for the records
   */
  default List<ConsumerRecord<byte[], byte[]>> due(String topic) {
    return List.of();
  }

  /** The records of {@link #due} that are not written: they are set aside. */
  default void forget(List<ConsumerRecord<byte[], byte[]>> records) {}

  /** How many records are kept, as far as known. */
  default long kept() {
    return 0;
  }

  /** Housekeeping on the sink's own thread, called every few minutes; must be quick. */
  default void maintain() {}

  /**
   * Whether the store lacks lines that it had, as a cache that evicts does. Called every few
   * seconds; looks at a part of the store each time.
   *
   * @throws SinkException if the store does not answer
   */
  default boolean hasLost() {
    return false;
  }

  /**
   * Writes those lines of the batch again that the store should have and has not, and no positions.
   *
   * @return how many
   * @throws SinkException if the store does not answer
   */
  default int restore(Batch batch) {
    return 0;
  }
}
