package io.betintel.ev.restructure;

import io.betintel.ev.ops.Failpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The one transaction in which the new columns take the old ones' place, or nothing happens. */
final class Swap {
  private static final Failpoint BEFORE_COMMIT = Failpoint.named("restructure-in-swap");

  private static final String NOT_NULL =
      """
      SELECT conname::text FROM pg_constraint k JOIN pg_attribute a
        ON a.attrelid = k.conrelid AND k.conkey = ARRAY[a.attnum]
      WHERE k.conrelid = ?::bigint::oid AND k.contype = 'n' AND a.attname = ?
      """;

  private static final String RULES =
      """
      SELECT count(*) FROM pg_depend
      WHERE classid = 'pg_rewrite'::regclass AND refclassid = 'pg_class'::regclass
        AND refobjid = ANY (?::text[]::oid[])
      """;

  private final Connection connection;
  private final UnderWay underWay;
  private final Ledger ledger;
  private final Watch watch;

  Swap(Connection connection, UnderWay underWay, Ledger ledger, Watch watch) {
    this.connection = connection;
    this.underWay = underWay;
    this.ledger = ledger;
    this.watch = watch;
  }

  /**
   * @param expected what was prepared
   * @return false if something was changed meanwhile that has to be prepared first
   */
  boolean run(Survey expected, ShortWork work)
      throws SQLException, InterruptedException, RestructureRefusal {
    try {
      return work.run(
          "the swap", expected.conversion().columns(), () -> inTransaction(expected, work));
    } catch (SQLException e) {
      if ("2BP01".equals(e.getSQLState())) {
        throw new RestructureRefusal(
            List.of(
                "something came to use the type or the column: "
                    + e.getMessage().replaceAll("\\s*\\R\\s*", " ")
                    + ". Drop it, then --resume goes on"));
      }
      throw e;
    }
  }

  private boolean inTransaction(Survey expected, ShortWork work)
      throws SQLException, RestructureRefusal {
    // From here on nobody changes the tables' definitions, but everybody writes.
    for (EnumColumn column : expected.conversion().columns()) {
      Rows.execute(
          connection, List.of("LOCK TABLE " + column.table() + " IN SHARE UPDATE EXCLUSIVE MODE"));
    }
    long rules = rules(expected.conversion());
    Survey now = Survey.of(connection, underWay.request(), expected.conversion().values());
    requireLabels(now);
    if (!now.refusals().isEmpty()) {
      throw new RestructureRefusal(now.refusals());
    }
    if (!isPrepared(now)) {
      return false;
    }
    // Whatever can be done before the tables are locked is done before.
    List<String> changes = SwapScript.changes(now.conversion(), now.attached());
    if (!work.lock(
        SwapScript.viewLocks(now.attached()),
        () -> DependentViews.find(connection, now.conversion()).equals(now.attached().views()),
        SwapScript.tableLocks(now.conversion(), now.attached()))) {
      return false;
    }
    watch.locked();
    if (rules(now.conversion()) != rules) { // another view since
      return false;
    }
    Rows.executeTogether(connection, changes);
    Rows.execute(
        connection, SwapScript.notNullNames(now.conversion(), notNullNames(now.conversion())));
    remember(now.conversion());
    ledger.finish("done");
    BEFORE_COMMIT.pass();
    return true;
  }

  /** How much of views is about the tables: cheap, for it is asked while nobody can write. */
  private long rules(Conversion conversion) throws SQLException {
    return Rows.number(
        connection,
        RULES,
        conversion.columns().stream().map(c -> Long.toString(c.relationId())).toList());
  }

  /** A label that was added by hand would be lost. */
  private void requireLabels(Survey now) throws RestructureRefusal {
    if (now.conversion().adopts()) {
      return;
    }
    Set<String> fresh = new TreeSet<>(now.conversion().type().labels());
    fresh.removeAll(underWay.previous());
    fresh.removeAll(underWay.request().target().labels());
    if (!fresh.isEmpty()) {
      throw new RestructureRefusal(
          List.of(
              String.join(", ", fresh)
                  + " was added to the type meanwhile, and has no place in the target: --abort"
                  + " takes everything back; then name it in the target"));
    }
  }

  private boolean isPrepared(Survey now) throws SQLException {
    for (Copy copy : now.attached().copies()) {
      if (copy.state(connection) != Copy.State.READY) {
        return false;
      }
    }
    for (EnumColumn column : now.conversion().columns()) {
      if (!Preparation.isValidated(connection, column)) {
        return false;
      }
    }
    return true;
  }

  private Map<String, String> notNullNames(Conversion conversion) throws SQLException {
    Map<String, String> names = new HashMap<>();
    for (EnumColumn column : conversion.columns()) {
      Rows.texts(connection, NOT_NULL, column.relationId(), column.name())
          .forEach(name -> names.put(column.describe(), name));
    }
    return names;
  }

  private void remember(Conversion conversion) throws SQLException {
    if (conversion.adopts()) {
      return;
    }
    Map<String, Optional<String>> removed = new HashMap<>();
    Target target = conversion.target();
    target.removed(conversion.values()).forEach(name -> removed.put(name, target.fate(name)));
    ledger.table().remember(underWay.id(), removed, target.labels());
  }
}
