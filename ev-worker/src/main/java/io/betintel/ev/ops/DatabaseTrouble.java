package io.betintel.ev.ops;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;

/** Describes a database failure in one line, with what to do about it. */
public final class DatabaseTrouble {
  /** The table or the column is missing. */
  private static final Set<String> NOT_MIGRATED = Set.of("42P01", "42703");

  /** invalid_sql_statement_name, duplicate_prepared_statement: prepared in another session. */
  private static final Set<String> PREPARED_ELSEWHERE = Set.of("26000", "42P05");

  private static final String NO_DATABASE = "3D000";
  private static final String DISK_FULL = "53100";
  private static final String LOGIN = "28";

  private DatabaseTrouble() {}

  /** Describes a failure that no row has caused. */
  public static String describe(SQLException failure) {
    String state = String.valueOf(beneath(failure).getSQLState());
    String text = text(failure);
    if (NOT_MIGRATED.contains(state)) {
      return "the database is not migrated: run ev-worker migrate";
    }
    if (state.startsWith(LOGIN)) {
      return "the database refuses the login: " + text;
    }
    if (state.equals(NO_DATABASE)) {
      return "the server has no such database: " + text;
    }
    if (state.equals(DISK_FULL)) {
      return "the database's disk is full: make room. " + text;
    }
    if (PREPARED_ELSEWHERE.contains(state)) {
      return "a pooler shares sessions: set prepareThreshold=0 in the database's URL: " + text;
    }
    if (text.contains("unsupported startup parameter")) {
      return "the pooler refuses what the driver sends: add it to PgBouncer's"
          + " ignore_startup_parameters: "
          + text;
    }
    if (text.contains("SSL")) {
      return "TLS to the database fails: " + text;
    }
    return (isAway(state) ? "the database is away: " : "the database refuses: ") + text;
  }

  /**
   * No connection, too many connections, or a server that starts or stops; the pool gives no state.
   */
  private static boolean isAway(String state) {
    return state.equals("null")
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P");
  }

  /** The failure's own message on one line. */
  public static String text(SQLException failure) {
    SQLException beneath = beneath(failure);
    if (beneath.getCause() instanceof UnknownHostException) {
      return RootCause.of(beneath); // the driver only says that the attempt failed
    }
    return RootCause.text(beneath);
  }

  /** The pool's own message only says that its wait timed out. */
  private static SQLException beneath(SQLException failure) {
    SQLException deepest = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        deepest = sql;
      }
    }
    return deepest;
  }
}
