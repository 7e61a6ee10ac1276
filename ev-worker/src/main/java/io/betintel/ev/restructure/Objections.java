package io.betintel.ev.restructure;

import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.LiveWorkers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Asks before anything is changed whether it would lose data, or stop somebody. */
final class Objections {
  private static final String ENABLED =
      "SELECT name FROM bet_types WHERE enabled AND alias_of IS NULL AND name = ANY (?) ORDER BY 1";

  private static final String TAKEN_TYPE = "SELECT to_regtype(?) IS NOT NULL";

  private static final String TAKEN_COLUMN =
      """
      SELECT EXISTS (SELECT FROM pg_attribute
        WHERE attrelid = ?::bigint::oid AND attname = ? AND NOT attisdropped)
      """;

  private final Connection connection;
  private final LiveWorkers workers;
  private final Survey survey;
  private final Request request;

  private Objections(Connection connection, LiveWorkers workers, Survey survey, Request request) {
    this.connection = connection;
    this.workers = workers;
    this.survey = survey;
    this.request = request;
  }

  /**
   * @param subscribersReady whether the operator says that what replication brings elsewhere is
   *     understood there
   * @return one line per reason, with its remedy
   */
  static List<String> of(
      Connection connection,
      LiveWorkers workers,
      Survey survey,
      Request request,
      boolean subscribersReady)
      throws SQLException {
    Objections refusals = new Objections(connection, workers, survey, request);
    List<String> reasons = new ArrayList<>(survey.refusals());
    refusals.taken(reasons);
    refusals.rows(reasons);
    if (request.kind() == Kind.REMOVE || request.kind() == Kind.RESTRUCTURE) {
      refusals.served(reasons);
    }
    if (!subscribersReady) {
      refusals.subscribers(reasons);
    }
    return reasons;
  }

  /** Those of the values without a fate that have rows, each with how many. */
  static List<String> fencedRows(Connection connection, Conversion conversion) throws SQLException {
    Set<String> fenced = conversion.target().fenced(conversion.values());
    List<String> found = new ArrayList<>();
    if (fenced.isEmpty()) {
      return found;
    }
    for (EnumColumn column : conversion.columns()) {
      // By the column's own type, so that an index on it is used.
      String cast =
          conversion.adopts() ? "::text[]" : "::text[]::" + conversion.type().qualified() + "[]";
      Rows.read(
          connection,
          "SELECT "
              + column.printed()
              + "::text, count(*) FROM "
              + column.table()
              + " WHERE "
              + column.printed()
              + " = ANY (?"
              + cast
              + ") GROUP BY 1 ORDER BY 1",
          row ->
              found.add(
                  column.describe() + " has " + row.getLong(2) + " rows of " + row.getString(1)),
          List.copyOf(fenced));
    }
    return found;
  }

  private void taken(List<String> reasons) throws SQLException {
    Conversion conversion = survey.conversion();
    if (!conversion.adopts() && Rows.isTrue(connection, TAKEN_TYPE, conversion.type().beside())) {
      reasons.add(
          "there is a type "
              + conversion.type().beside()
              + " already: drop it, or rename it, if nothing uses it");
    }
    for (EnumColumn column : conversion.columns()) {
      if (Rows.isTrue(connection, TAKEN_COLUMN, column.relationId(), Names.beside(column.name()))) {
        reasons.add(
            column.relation()
                + " has a column "
                + column.beside()
                + " already: drop it, or rename it, if nothing uses it");
      }
    }
  }

  private void rows(List<String> reasons) throws SQLException {
    for (String found : fencedRows(connection, survey.conversion())) {
      String name = found.substring(found.lastIndexOf(' ') + 1);
      reasons.add(
          found
              + ", which would have no label: "
              + switch (request.kind()) {
                case ADOPT -> "say what they are, --map " + name + "=LABEL";
                case REMOVE -> "say what they become, --into LABEL; or delete them";
                default -> "say what they become, " + name + " -> LABEL; or delete them";
              });
    }
  }

  /** What a worker still serves, it writes. */
  private void served(List<String> reasons) throws SQLException {
    Set<String> removed = request.target().removed(survey.conversion().values());
    for (String name : Rows.texts(connection, ENABLED, List.copyOf(removed))) {
      reasons.add(name + " is enabled: ev-worker bet-types disable " + name + " --wait first");
    }
    for (Heartbeat worker : workers.now(connection)) {
      Set<String> serves = new TreeSet<>(worker.servable());
      serves.retainAll(removed);
      if (!serves.isEmpty()) {
        reasons.add(
            "worker "
                + worker.worker()
                + " (build "
                + worker.build()
                + ") still serves "
                + String.join(", ", serves)
                + ": ev-worker bet-types disable NAME --wait says when it does not; or stop it");
      }
    }
  }

  private void subscribers(List<String> reasons) throws SQLException {
    List<String> readers = Published.readers(connection);
    if (readers.isEmpty()) {
      return;
    }
    Conversion conversion = survey.conversion();
    Set<String> whole = new TreeSet<>(Published.whole(connection, conversion));
    survey.attached().published().stream()
        .filter(entry -> entry.columns() == null)
        .map(Published::name)
        .forEach(whole::add);
    String slots = " (logical slots: " + String.join(", ", readers) + ")";
    if (!whole.isEmpty()) {
      reasons.add(
          "publication "
              + String.join(", ", whole)
              + " sends every column, so subscribers"
              + slots
              + " get the new one: add "
              + String.join(
                  ", ",
                  conversion.columns().stream().map(c -> c.relation() + "." + c.beside()).toList())
              + " there, or publish a list of columns; then say --subscribers-ready");
    }
    Set<String> fresh = new TreeSet<>(conversion.target().labels());
    fresh.removeAll(conversion.adopts() ? conversion.type().labels() : conversion.values());
    if (whole.isEmpty() && survey.attached().published().isEmpty()) {
      return; // they read other tables
    }
    if (!conversion.adopts() && !conversion.target().into().isEmpty()) {
      reasons.add(
          "rows of "
              + String.join(", ", new TreeSet<>(conversion.target().into().keySet()))
              + " keep that label at subscribers"
              + slots
              + " until they are written again: update them there when this is done; then say"
              + " --subscribers-ready");
    }
    if (!fresh.isEmpty()) {
      reasons.add(
          "subscribers"
              + slots
              + " may lack "
              + String.join(", ", fresh)
              + ": add the labels there, then say --subscribers-ready");
    }
  }
}
