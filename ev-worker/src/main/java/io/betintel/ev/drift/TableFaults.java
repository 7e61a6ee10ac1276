package io.betintel.ev.drift;

import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.LostLabels;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What is wrong with the database itself, whatever the other places know: a table, view or column
 * that somebody changed by hand, a row that says nothing, a database that refuses to write, and
 * events that wait for no reason.
 */
final class TableFaults {
  /** Each relation and column of a bet type, and its type; * stands for any column. */
  private static final String COLUMNS =
      """
      SELECT wanted.relation, wanted.name, wanted.type,
             to_regclass(wanted.relation) IS NOT NULL,
             (SELECT format_type(a.atttypid, NULL) FROM pg_attribute a
              WHERE a.attrelid = to_regclass(wanted.relation) AND a.attname = wanted.name
                AND NOT a.attisdropped)
      FROM (VALUES
        ('bets', 'bet_type', 'bet_type_enum'), ('bet_history', 'bet_type', 'text'),
        ('bet_offers', 'bet_type', 'text'), ('open_bets', 'bet_type', 'text'),
        ('arbitrages', 'bet_type', 'text'), ('middles', 'bet_type', 'text'),
        ('lines_without_label', 'bet_type', 'text'), ('parked_positions', 'bet_type', 'text'),
        ('bet_types', 'name', 'text'), ('bet_types_version', 'version', 'bigint'),
        ('events', 'event_id', 'text'), ('sink_offsets', 'partition', 'integer'),
        ('parked_tails', 'partition', 'integer'), ('worker_heartbeats', 'servable', 'text[]')
      ) AS wanted (relation, name, type)
      """;

  // The constraints of the table refuse these, unless somebody dropped them.
  private static final String ROWS =
      """
      SELECT t.name, t.name !~ '^[a-z][a-z0-9_]{0,62}$', coalesce(t.title !~ '[^[:space:]]', true),
             t.enabled IS NULL
      FROM bet_types t
      """;

  // A database's setting counts for new sessions only, and these may be old.
  private static final String WRITABLE =
      """
      SELECT pg_is_in_recovery(),
             current_setting('default_transaction_read_only')::boolean
             OR EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
                        WHERE d.datname = current_database()
                          AND s.setconfig && ARRAY['default_transaction_read_only=on',
                                                   'default_transaction_read_only=true'])
      """;

  private static final String PARKED =
      """
      SELECT bet_type, sum(waiting)::bigint FROM parked_positions
      WHERE application = ? AND topic = ? GROUP BY bet_type HAVING sum(waiting) > 0
      """;

  private final DataSource dataSource;
  private final String application;
  private final String parkedTopic;

  TableFaults(DataSource dataSource, DriftTopics topics) {
    this.dataSource = dataSource;
    this.application = topics.application();
    this.parkedTopic = topics.names().parked();
  }

  SortedSet<Drift> read() throws IOException {
    SortedSet<Drift> faults = new TreeSet<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      columns(statement, faults);
      rows(statement, faults);
      writable(statement, faults);
      parked(connection, faults);
      lost(connection, faults);
      return faults;
    } catch (SQLException e) {
      throw new IOException(DatabaseTrouble.describe(e), e);
    }
  }

  private static void columns(Statement statement, SortedSet<Drift> faults) throws SQLException {
    try (ResultSet row = statement.executeQuery(COLUMNS)) {
      while (row.next()) {
        String relation = row.getString(1);
        String wanted = row.getString(3);
        String found = row.getString(5);
        if (!row.getBoolean(4)) {
          faults.add(
              new Drift(
                  Surface.TABLES,
                  relation,
                  "missing",
                  "is missing",
                  "Create it again by the statement of its migration; ev-worker migrate does not,"
                      + " its history has it"));
        } else if (!wanted.equals(found)) {
          faults.add(
              new Drift(
                  Surface.TABLES,
                  relation + "." + row.getString(2),
                  "type",
                  (found == null ? "is missing" : "is " + found) + " instead of " + wanted,
                  "Somebody changed the column by hand: change it back, with the views that use"
                      + " it"));
        }
      }
    }
  }

  private static void rows(Statement statement, SortedSet<Drift> faults) throws SQLException {
    try (ResultSet row = statement.executeQuery(ROWS)) {
      while (row.next()) {
        String name = row.getString(1);
        if (row.getBoolean(2)) {
          add(faults, name, "name", "is no valid name: nothing can use the row", "Delete the row");
        }
        if (row.getBoolean(3)) {
          add(
              faults,
              name,
              "title",
              "has no title: readers see its name",
              "Set one: ev-worker bet-types set " + name + " title=TEXT");
        }
        if (row.getBoolean(4)) {
          add(
              faults,
              name,
              "flag",
              "has no flag: it counts as disabled",
              "Set it: ev-worker bet-types enable " + name + ", or disable");
        }
      }
    }
  }

  private static void writable(Statement statement, SortedSet<Drift> faults) throws SQLException {
    try (ResultSet row = statement.executeQuery(WRITABLE)) {
      row.next();
      if (row.getBoolean(1) || row.getBoolean(2)) {
        faults.add(
            new Drift(
                Surface.TABLES,
                "the database",
                "read_only",
                "is read-only: nothing is stored, no flag can be changed",
                row.getBoolean(1)
                    ? "It is a standby: EV_POSTGRES_URL must name the primary"
                    : "Somebody set default_transaction_read_only: reset it"));
      }
    }
  }

  /** A number that falls is events on their way: the second look does not confirm it. */
  private void parked(Connection connection, SortedSet<Drift> faults) throws SQLException {
    StoredCatalogue catalogue = new CatalogueTable().read(connection);
    try (PreparedStatement select = connection.prepareStatement(PARKED)) {
      select.setString(1, application);
      select.setString(2, parkedTopic);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String name = row.getString(1);
          Optional<BetType> betType = BetType.find(name);
          Served served = betType.map(catalogue::served).orElse(Served.NO_ROW);
          if (served == Served.SERVED) {
            faults.add(
                new Drift(
                    Surface.TOPICS,
                    name,
                    "waiting_" + row.getLong(2),
                    "is served, yet " + row.getLong(2) + " of its events wait in " + parkedTopic,
                    "They return once every live worker serves it: ev-worker status says whether"
                        + " workers run; or ev-worker parked return "
                        + name
                        + " --wait"));
          } else if (served == Served.NO_ROW) {
            faults.add(
                new Drift(
                    Surface.TOPICS,
                    name,
                    "waiting",
                    "has events that wait in " + parkedTopic + " (state no_row)",
                    "Look at them and add it: ev-worker bet-types add --from-parked"));
          }
        }
      }
    }
  }

  private static void lost(Connection connection, SortedSet<Drift> faults) throws SQLException {
    for (String name : LostLabels.read(connection)) {
      faults.add(
          new Drift(
              Surface.ROWS,
              name,
              "label_lost",
              "has rows in bets whose label was deleted: nobody can read them",
              "Add the label again: ev-worker bet-types add "
                  + name
                  + " --db. A worker with sinks then gives the rows the new one, within ten"
                  + " minutes"));
    }
  }

  private static void add(
      SortedSet<Drift> faults, String name, String kind, String what, String remedy) {
    faults.add(new Drift(Surface.CATALOGUE, name, kind, what, remedy));
  }
}
