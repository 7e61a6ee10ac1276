package io.betintel.ev.parking;

/**
 * A partition's ledger, with the version of its stored rows.
 *
 * @param version 0 if nothing is stored
 */
record StoredLedger(long version, PartitionLedger ledger) {}
