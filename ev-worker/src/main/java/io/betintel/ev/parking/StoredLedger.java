package io.betintel.ev.parking;

/**
 * A partition's ledger and what is stored of it.
 *
 * @param version of the stored rows; 0 if there are none
 */
record StoredLedger(long version, PartitionLedger ledger) {}
