package io.betintel.ev.parking;

/** Another worker or a command changed a partition's positions: they must be read again. */
public final class PositionsMovedException extends Exception {
  PositionsMovedException(int partition) {
    super(
        "another worker or a command changed the positions of partition "
            + partition
            + " of the parked events");
  }
}
