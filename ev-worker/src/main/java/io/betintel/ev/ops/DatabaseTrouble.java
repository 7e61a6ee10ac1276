package io.betintel.ev.ops;

import java.sql.SQLException;
import java.util.Set;

/** What is wrong with the database, in one line that tells a person what to do. */
public final class DatabaseTrouble {
  /** No such table, no such column. */
  private static final Set<String> NOT_MIGRATED = Set.of("42P01", "42703");

  private static final String NO_DATABASE = "3D000";
  private static final String LOGIN = "28";

  private DatabaseTrouble() {}

  /** What to tell of a failure that no row is to blame for. */
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
    if (text.contains("SSL")) {
      return "TLS to the database fails: " + text;
    }
    return (isAway(state) ? "the database is away: " : "the database refuses: ") + text;
  }

  /** No connection, too many of them, or a server that starts or ends; the pool gives no state. */
  private static boolean isAway(String state) {
    return state.equals("null")
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P");
  }

  /** The failure's own words on one line. */
  public static String text(SQLException failure) {
    return String.valueOf(beneath(failure).getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** The pool's own message is only that it has waited long enough. */
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
