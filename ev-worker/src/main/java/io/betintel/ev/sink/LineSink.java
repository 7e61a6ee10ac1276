package io.betintel.ev.sink;

import java.util.Map;

/**
 * A store of priced lines that remembers how far it has come. Replaying any suffix of the topic
 * gives the same content, because an older version of a line never replaces a newer one. Used by
 * one thread.
 *
 * <p>Lines of a bet type that is switched off are passed over, but for withdrawals, which only take
 * away. They are not lost: all lines of the type are published again when it is enabled.
 */
public interface LineSink {

  /** Such as {@code postgres}: it stands in metrics, health and commands. */
  String name();

  /**
   * Where to go on, by partition; a partition without an entry starts at the topic's beginning.
   *
   * @throws SinkException of kind REFUSED if the store holds lines of another topic
   */
  Map<Integer, Long> positions(TopicIdentity topic);

  /**
   * Writes the lines and advances the positions.
   *
   * @return how many lines were newer than what the store had, and were stored
   * @throws SinkException of kind MOVED if a position is not where the batch began
   */
  int write(Batch batch);

  /**
   * Takes away what must go at once, such as what a bet type that was switched off has left behind.
   * Asked many times a second: must be quick when nothing has changed.
   */
  default void refresh() {}

  /** Housekeeping, asked for now and then; must be quick. */
  void maintain();
}
