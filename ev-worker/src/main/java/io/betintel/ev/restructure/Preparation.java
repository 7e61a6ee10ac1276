package io.betintel.ev.restructure;

import io.betintel.ev.ops.Failpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Everything before the swap. Each step does what is missing, so each may run again. */
final class Preparation {
  private static final Failpoint TYPE = Failpoint.named("restructure-type");
  private static final Failpoint COLUMN = Failpoint.named("restructure-column");
  private static final Failpoint VALIDATED = Failpoint.named("restructure-validated");
  private static final Failpoint INDEX = Failpoint.named("restructure-index");

  private static final String HAS_COLUMN =
      """
      SELECT EXISTS (SELECT FROM pg_attribute
        WHERE attrelid = ?::bigint::oid AND attname = ? AND NOT attisdropped)
      """;

  private static final String VALID =
      """
      SELECT coalesce(bool_and(convalidated), false) FROM pg_constraint
      WHERE conrelid = ?::bigint::oid AND conname = ?
      """;

  /** Building an index waits for them, whatever they read. */
  private static final String SNAPSHOTS =
      """
      SELECT 'process ' || pid || coalesce(' of ' || usename, '') || coalesce(', ' || state, '')
        || ' since ' || date_trunc('second', clock_timestamp() - xact_start)::text
      FROM pg_stat_activity
      WHERE backend_xmin IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database()
        AND xact_start < clock_timestamp() - interval '1 second'
      ORDER BY xact_start LIMIT 3
      """;

  private final Connection connection;
  private final Survey survey;
  private final Conversion conversion;
  private final Ledger ledger;
  private final ShortWork work;
  private final Watch watch;

  Preparation(Connection connection, Survey survey, Ledger ledger, ShortWork work, Watch watch) {
    this.connection = connection;
    this.survey = survey;
    this.conversion = survey.conversion();
    this.ledger = ledger;
    this.work = work;
    this.watch = watch;
  }

  void run(Backfill backfill, UnderWay from)
      throws SQLException, InterruptedException, RestructureRefusal {
    begin(Step.TYPE);
    type();
    TYPE.pass();
    begin(Step.COLUMN);
    for (EnumColumn column : conversion.columns()) {
      column(column);
    }
    COLUMN.pass();
    begin(Step.BACKFILL);
    backfill.run(from);
    begin(Step.VALIDATE);
    validate();
    VALIDATED.pass();
    begin(Step.INDEX);
    for (Copy copy : survey.attached().copies()) {
      if (copy.sort() != Copy.Sort.CHECK) {
        build(copy);
        INDEX.pass();
      }
    }
    analyze();
  }

  private void begin(Step step) throws SQLException {
    ledger.step(step);
    watch.step(step);
  }

  private void type() throws SQLException, InterruptedException, RestructureRefusal {
    EnumType type = conversion.type();
    if (conversion.adopts()) {
      return;
    }
    work.run(
        "creating the type",
        conversion.columns(),
        () -> {
          if (!Rows.isTrue(connection, "SELECT to_regtype(?) IS NOT NULL", type.beside())) {
            Rows.execute(connection, type.create(conversion.target().labels()));
          }
          return null;
        });
  }

  private void column(EnumColumn column)
      throws SQLException, InterruptedException, RestructureRefusal {
    if (!Rows.isTrue(connection, HAS_COLUMN, column.relationId(), Names.beside(column.name()))) {
      work.run(
          "adding " + column.relation() + "." + Names.beside(column.name()),
          conversion.columns(),
          () -> {
            Rows.execute(connection, conversion.addColumn(column));
            return null;
          });
    }
    // No new ones can come from here on; those that came while nobody looked would be lost.
    List<String> rows = Objections.fencedRows(connection, conversion);
    if (!rows.isEmpty()) {
      throw new RestructureRefusal(
          List.of(
              String.join(", ", rows)
                  + ", which came meanwhile: --abort takes everything back; then say what they"
                  + " become"));
    }
  }

  private void validate() throws SQLException, InterruptedException, RestructureRefusal {
    for (EnumColumn column : conversion.columns()) {
      if (!isValidated(connection, column)) {
        Rows.execute(
            connection,
            List.of("ALTER TABLE " + column.table() + " VALIDATE CONSTRAINT " + column.filled()));
      }
    }
    for (Copy copy : survey.attached().copies()) {
      if (copy.sort() == Copy.Sort.CHECK) {
        build(copy);
      }
    }
  }

  private void build(Copy copy) throws SQLException, InterruptedException, RestructureRefusal {
    Copy.State state = copy.state(connection);
    if (state == Copy.State.UNFINISHED && copy.sort() == Copy.Sort.INDEX) {
      // A killed build leaves an index that is not valid: it costs every write and helps nobody.
      Rows.execute(connection, List.of(copy.drop()));
      state = Copy.State.MISSING;
    }
    if (state == Copy.State.MISSING) {
      create(copy);
    }
    if (copy.isConstraint() && copy.state(connection) == Copy.State.UNFINISHED) {
      Rows.execute(connection, List.of(copy.validate()));
    }
  }

  private void create(Copy copy) throws SQLException, InterruptedException, RestructureRefusal {
    try {
      if (copy.sort() == Copy.Sort.INDEX) {
        String old = String.join("; ", Rows.texts(connection, SNAPSHOTS));
        if (!old.isEmpty()) {
          watch.waiting(copy.describe() + " waits until these have ended: " + old);
        }
        Rows.execute(connection, List.of(copy.create()));
      } else {
        work.run(
            "building " + copy.describe(),
            conversion.columns(),
            () -> {
              Rows.execute(connection, List.of(copy.create()));
              return null;
            });
      }
    } catch (SQLException e) {
      if ("23505".equals(e.getSQLState())) {
        throw new RestructureRefusal(
            List.of(
                copy.name()
                    + " is unique, and two rows would be equal: "
                    + e.getMessage().replaceAll("\\s*\\R\\s*", " ")
                    + ". --abort takes everything back; delete one of them first"));
      }
      throw e;
    }
  }

  /** What plans are made by; without it the first queries after the swap would guess. */
  private void analyze() throws SQLException {
    List<String> sql = new ArrayList<>();
    for (String table :
        new TreeSet<>(conversion.columns().stream().map(EnumColumn::table).toList())) {
      sql.add("ANALYZE " + table);
    }
    Rows.execute(connection, sql);
  }

  /** Whether it is known that no row is left to fill. */
  static boolean isValidated(Connection connection, EnumColumn column) throws SQLException {
    return Rows.isTrue(connection, VALID, column.relationId(), column.filledName());
  }

  /** The statements, for people. */
  static List<String> statements(Survey survey, Step step) {
    Conversion conversion = survey.conversion();
    List<String> sql = new ArrayList<>();
    switch (step) {
      case TYPE -> {
        if (!conversion.adopts()) {
          sql.addAll(conversion.type().create(conversion.target().labels()));
        }
      }
      case COLUMN -> conversion.columns().forEach(c -> sql.addAll(conversion.addColumn(c)));
      case BACKFILL ->
          conversion
              .columns()
              .forEach(
                  c ->
                      sql.add(
                          "UPDATE "
                              + c.table()
                              + " SET "
                              + c.beside()
                              + " = ... -- in batches of blocks, where it is null"));
      case VALIDATE -> {
        conversion
            .columns()
            .forEach(
                c -> sql.add("ALTER TABLE " + c.table() + " VALIDATE CONSTRAINT " + c.filled()));
        copies(survey, true, sql);
      }
      case INDEX -> {
        copies(survey, false, sql);
        new TreeSet<>(conversion.columns().stream().map(EnumColumn::table).toList())
            .forEach(table -> sql.add("ANALYZE " + table));
      }
      case SWAP -> {
        sql.addAll(SwapScript.viewLocks(survey.attached()));
        sql.addAll(SwapScript.tableLocks(conversion, survey.attached()));
        sql.addAll(SwapScript.changes(conversion, survey.attached()));
      }
      case DONE -> {}
    }
    return sql;
  }

  private static void copies(Survey survey, boolean checks, List<String> sql) {
    for (Copy copy : survey.attached().copies()) {
      if ((copy.sort() == Copy.Sort.CHECK) == checks) {
        sql.add(copy.create());
        if (copy.isConstraint() && copy.valid()) {
          sql.add(copy.validate());
        }
      }
    }
  }
}
