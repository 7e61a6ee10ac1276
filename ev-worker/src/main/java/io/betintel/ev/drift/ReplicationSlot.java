package io.betintel.ev.drift;

/**
 * A logical replication slot of this database: a subscriber's, or that of a change capture.
 *
 * @param active whether a reader is connected
 * @param lost whether the server has given up its WAL already: the reader must start anew
 * @param keptBytes the WAL that the server keeps for it; 0 if it keeps none
 */
public record ReplicationSlot(String name, boolean active, boolean lost, long keptBytes) {
  public ReplicationSlot {
    keptBytes = Math.max(0, keptBytes);
  }

  /** What an operator does about a slot without a reader. */
  String remedy() {
    String drop = "drop it if nothing uses it: SELECT pg_drop_replication_slot('" + name + "')";
    return lost
        ? "Its reader cannot go on and must copy the tables again: create the subscription again, or "
            + drop
        : "The server keeps its WAL for it: start its reader, see in the reader's log whether a label"
            + " is missing there, or "
            + drop;
  }

  /** What is wrong with it; only for one without a reader. */
  String complaint() {
    return lost
        ? "is a replication slot whose WAL is lost"
        : "is a replication slot without reader";
  }
}
