package io.betintel.ev.restructure;

import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.Failpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Fills the rows that were there before the trigger, block by block and so in the order in which
 * they lie on disk: each page is read and logged once, and a page's rows are written while there is
 * room for them in it. By primary key, which was rejected, a batch's rows are spread over as many
 * pages as it has rows.
 *
 * <p>A row that another session has locked is left out: that session's write fills it, or the next
 * round does.
 */
final class Backfill {
  private static final Failpoint BATCH = Failpoint.named("restructure-batch");
  private static final int RANGES_SINCE = 14;
  private static final int FIRST_BLOCKS = 16;

  /** 1 MiB: a batch that comes from a part without rows to fill into one full of them. */
  private static final int MOST_BLOCKS = 128;

  /** A batch that takes so many times as long as it may lets its rows go, and is halved. */
  private static final int TOO_LONG = 4;

  private static final String CANCELLED = "57014";

  private final Connection connection;
  private final Conversion conversion;
  private final Ledger ledger;
  private final ShortWork work;
  private final Brakes brakes;
  private final RestructurePace pace;
  private final Watch watch;
  private long done;
  private long total;

  Backfill(
      Connection connection,
      Conversion conversion,
      Ledger ledger,
      ShortWork work,
      Brakes brakes,
      RestructurePace pace,
      Watch watch) {
    this.connection = connection;
    this.conversion = conversion;
    this.ledger = ledger;
    this.work = work;
    this.brakes = brakes;
    this.pace = pace;
    this.watch = watch;
  }

  /** Goes on where the record says. */
  void run(UnderWay from) throws SQLException, InterruptedException, RestructureRefusal {
    done = from.rowsDone();
    total = Math.max(done, Forecast.rows(connection, conversion));
    ledger.total(total);
    watch.filled(done, Math.max(done + 1, total));
    List<Long> tables =
        conversion.columns().stream().map(EnumColumn::relationId).distinct().toList();
    for (Long table : tables) {
      List<EnumColumn> columns =
          conversion.columns().stream().filter(c -> c.relationId() == table).toList();
      long start = columns.get(0).table().equals(from.table()) ? from.block() : 0;
      while (start >= 0 && !isFilled(columns)) {
        round(columns, start);
        start = 0;
      }
    }
    watch.filled(total, total);
  }

  private boolean isFilled(List<EnumColumn> columns) throws SQLException {
    return !Rows.isTrue(
        connection,
        "SELECT EXISTS (SELECT FROM " + columns.get(0).table() + " WHERE " + open(columns) + ")");
  }

  private void round(List<EnumColumn> columns, long start)
      throws SQLException, InterruptedException, RestructureRefusal {
    String table = columns.get(0).table();
    long end =
        Rows.number(
            connection,
            "SELECT pg_relation_size(?::text::regclass) / current_setting('block_size')::bigint",
            table);
    long blocks = FIRST_BLOCKS;
    for (long at = start; at <= end; ) {
      brakes.pass(columns.get(0));
      long began = System.nanoTime();
      OptionalLong rows = batch(columns, at, at + blocks);
      BATCH.pass();
      long nanos = Math.max(1, System.nanoTime() - began);
      if (rows.isPresent()) {
        at += blocks;
        done += rows.getAsLong();
        watch.filled(done, Math.max(done, total));
      }
      blocks = rows.isPresent() ? next(blocks, nanos) : blocks / 2;
      Thread.sleep(Math.round(Math.min(nanos, 10 * pace.batch().toNanos()) * pace.rest() / 1e6));
    }
  }

  /** Half of the way to what would have taken as long as a batch may, and at most twice as much. */
  private long next(long blocks, long nanos) {
    double right = (double) blocks * pace.batch().toNanos() / nanos;
    return Math.max(
        1, Math.min(Math.min(MOST_BLOCKS, 2 * blocks), Math.round((blocks + right) / 2)));
  }

  /** Returns how many rows; empty if it took too long, so that nothing was filled. */
  private OptionalLong batch(List<EnumColumn> columns, long from, long to)
      throws SQLException, InterruptedException, RestructureRefusal {
    String sql = statement(columns, from, to);
    // One block is as little as there is.
    long most = to - from == 1 ? 0 : TOO_LONG * pace.batch().toMillis();
    long began = System.nanoTime();
    try {
      return OptionalLong.of(batch(columns, sql, to, most));
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      // Not before its time: then somebody has cancelled it.
      if (state.equals(CANCELLED) && most > 0 && System.nanoTime() - began >= most * 1_000_000) {
        return OptionalLong.empty();
      }
      if (state.startsWith("23") || state.startsWith("P0")) {
        throw new RestructureRefusal(
            List.of(
                "a row of "
                    + columns.get(0).relation()
                    + " cannot be written, by anybody: "
                    + DatabaseTrouble.text(e)
                    + ". Mend or delete it, then --resume goes on"));
      }
      throw e;
    }
  }

  private long batch(List<EnumColumn> columns, String sql, long to, long most)
      throws SQLException, InterruptedException, RestructureRefusal {
    return work.run(
        "filling " + columns.get(0).relation(),
        columns,
        () -> {
          // The record commits with the rows, so a crash of the server loses both or none.
          Rows.execute(
              connection,
              List.of(
                  "SET LOCAL synchronous_commit = off",
                  "SET LOCAL statement_timeout = '" + most + "ms'"));
          long rows = Rows.number(connection, sql);
          ledger.advance(columns.get(0).table(), to, rows);
          return rows;
        });
  }

  /** The statement for a range of blocks: numbers only, so nothing is bound. */
  private String statement(List<EnumColumn> columns, long from, long to) throws SQLException {
    String table = columns.get(0).table();
    boolean ranges = connection.getMetaData().getDatabaseMajorVersion() >= RANGES_SINCE;
    String where =
        ranges
            ? "ctid >= '(%d,0)' AND ctid < '(%d,0)'".formatted(from, to)
            : """
            ctid = ANY (ARRAY(SELECT ('(' || block || ',' || item || ')')::tid
              FROM generate_series(%d, %d) block, generate_series(1, 300) item))"""
                .formatted(from, to - 1);
    String set =
        columns.stream()
            .map(column -> column.beside() + " = " + conversion.expression(column.printed()))
            .collect(Collectors.joining(", "));
    return """
    WITH filled AS (
      UPDATE %s SET %s
      WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE %s AND (%s)
        FOR NO KEY UPDATE SKIP LOCKED))
      RETURNING 1
    )
    SELECT count(*) FROM filled"""
        .formatted(table, set, table, where, open(columns));
  }

  private static String open(List<EnumColumn> columns) {
    return columns.stream()
        .map(c -> "(" + c.beside() + " IS NULL AND " + c.printed() + " IS NOT NULL)")
        .collect(Collectors.joining(" OR "));
  }
}
