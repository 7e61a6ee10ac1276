package io.betintel.ev.parking;

import java.sql.SQLException;
import java.util.Map;

/**
 * How far the parked records of each bet type and partition were dealt with, for one application
 * and one topic name.
 *
 * @see PositionTable
 */
interface Positions {

  /** The versions of the stored partitions, whichever topic of the name they are from. */
  Map<Integer, Long> versions() throws SQLException;

  /** The stored ledgers by partition, as of one moment; partitions without one are missing. */
  Map<Integer, StoredLedger> read(String topicId) throws SQLException;

  /**
   * Deletes the positions in earlier topics of the name.
   *
   * @return how many partitions had one
   */
  int forgetOthers(String topicId) throws SQLException;

  /**
   * Stores the ledgers' changes, all or none, by compare-and-set on the versions last read.
   *
   * @return the ledgers with their new versions
   * @throws PositionsMovedException if another worker or a command was first; nothing is stored
   */
  Map<Integer, StoredLedger> store(String topicId, Map<Integer, StoredLedger> ledgers)
      throws SQLException, PositionsMovedException;
}
