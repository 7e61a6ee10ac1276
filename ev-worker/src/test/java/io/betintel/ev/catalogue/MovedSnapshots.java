package io.betintel.ev.catalogue;

/** What a worker's heartbeat says of the snapshots of aliases. */
public final class MovedSnapshots {
  private MovedSnapshots() {}

  /**
   * @param current the version of the catalogue that the worker acts on
   */
  public static AliasMoves.Moved of(AliasMoves moves, long current) {
    return moves.upTo(current);
  }
}
