package io.betintel.ev.parking;

import java.sql.SQLException;
import java.util.Map;

/**
 * How far each partition's parked records have been dealt with, kept for one application and one
 * topic name.
 *
 * @see PositionTable
 */
interface Positions {

  /** The versions of the stored partitions, of whatever topic of the name. */
  Map<Integer, Long> versions() throws SQLException;

  /** What is stored of each partition, at one moment; partitions that have nothing are missing. */
  Map<Integer, StoredLedger> read(String topicId) throws SQLException;

  /**
   * Deletes the positions in earlier topics of the name.
   *
   * @return how many partitions had some
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
