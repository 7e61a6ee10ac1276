package io.betintel.ev.restructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Looks between batches whether the database has trouble, and pauses until it has not. */
final class Brakes {
  /** How often the database is asked; and how long a pause is at least. */
  private static final long LOOK_NANOS = 250_000_000L;

  private static final long SLEEP_MS = 250;

  /** A few sessions wait for a lock at any moment on a busy table; more are a queue. */
  private static final int QUEUE = 3;

  /** While an old snapshot keeps them, dead rows stay: vacuuming again at once would not help. */
  private static final long VACUUM_NANOS = 60_000_000_000L;

  private static final String LAG =
      """
      SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 0)::bigint
      FROM pg_stat_replication
      """;

  /** What is written from now on: what a slot has kept before is not this one's doing. */
  private static final String KEPT =
      """
      SELECT slot_name::text,
             pg_wal_lsn_diff(pg_current_wal_lsn(), greatest(restart_lsn, ?::pg_lsn))::bigint
      FROM pg_replication_slots
      WHERE NOT active AND restart_lsn IS NOT NULL
      ORDER BY 2 DESC, 1 LIMIT 1
      """;

  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = ?::bigint::oid";

  private static final String DEAD =
      """
      SELECT coalesce(max(100 * n_dead_tup / greatest(n_live_tup + n_dead_tup, 1)), 0)::bigint
      FROM pg_stat_user_tables WHERE relid = ?::bigint::oid AND n_dead_tup > 10000
      """;

  private final Connection connection;
  private final Ledger ledger;
  private final RestructurePace pace;
  private final Watch watch;
  private long looked = System.nanoTime() - LOOK_NANOS;
  private long vacuumed = System.nanoTime() - VACUUM_NANOS;
  private String said;
  private String from;

  Brakes(Connection connection, Ledger ledger, RestructurePace pace, Watch watch) {
    this.connection = connection;
    this.ledger = ledger;
    this.pace = pace;
    this.watch = watch;
  }

  /** Returns at once, or when what is in the way is gone. */
  void pass(EnumColumn column) throws SQLException, InterruptedException, RestructureRefusal {
    if (System.nanoTime() - looked < LOOK_NANOS) {
      return;
    }
    long deadline = System.nanoTime() + pace.patience().toNanos();
    for (String why = trouble(column); why != null; why = trouble(column)) {
      say(why);
      if (System.nanoTime() - deadline >= 0) {
        throw new RestructureRefusal(
            List.of(
                why
                    + " for too long: it stays where it is; --resume goes on, --abort takes it"
                    + " back"));
      }
      Thread.sleep(SLEEP_MS);
    }
    say(null);
    looked = System.nanoTime();
  }

  private void say(String why) throws SQLException {
    if (!Objects.equals(why, said)) {
      ledger.brake(why);
      if (why != null) {
        watch.waiting(why);
      }
      said = why;
    }
  }

  private String trouble(EnumColumn column) throws SQLException {
    long lag = Rows.number(connection, LAG);
    if (lag > pace.lagBytes()) {
      return "a replica is " + (lag >> 20) + " MiB behind";
    }
    String kept = kept();
    if (kept != null) {
      return kept;
    }
    long waiting = Rows.number(connection, WAITING, column.relationId());
    if (waiting > QUEUE) {
      return waiting + " sessions wait for locks on " + column.relation();
    }
    long dead = Rows.number(connection, DEAD, column.relationId());
    if (dead > pace.deadPercent() && System.nanoTime() - vacuumed >= VACUUM_NANOS) {
      say(dead + " % of the rows of " + column.relation() + " are dead: vacuums");
      // Stops nobody, as it does not give space back to the disk; and nothing else would end the
      // pause where autovacuum is off.
      Rows.execute(connection, List.of("VACUUM (TRUNCATE off) " + column.table()));
      vacuumed = System.nanoTime();
    }
    return null;
  }

  /** Without a reader a slot keeps all that is written, until the disk is full. */
  private String kept() throws SQLException {
    if (from == null) {
      from = Rows.texts(connection, "SELECT pg_current_wal_lsn()::text").get(0);
    }
    return Rows.read(
            connection,
            KEPT,
            row ->
                row.getLong(2) > pace.lagBytes()
                    ? "slot "
                        + row.getString(1)
                        + " has no reader and keeps "
                        + (row.getLong(2) >> 20)
                        + " MiB of WAL: start its reader, or drop the slot"
                    : "",
            from)
        .stream()
        .filter(why -> !why.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
