package io.betintel.ev.sink;

import java.util.Collection;

/** Keeps records that cannot be stored, so that the others can be. */
@FunctionalInterface
interface SetAside {

  /**
   * Returns once the records are safe.
   *
   * @throws SinkException of kind AWAY if they cannot be kept now
   */
  void keep(Collection<RefusedRecord> records);
}
