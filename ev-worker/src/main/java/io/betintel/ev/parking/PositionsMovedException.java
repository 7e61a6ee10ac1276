package io.betintel.ev.parking;

/** Somebody else has changed a partition's positions: they have to be read again. */
public final class PositionsMovedException extends Exception {
  PositionsMovedException(int partition) {
    super(
        "the positions of partition "
            + partition
            + " of the parked events are no longer those that were read: another worker or a"
            + " command has changed them");
  }
}
