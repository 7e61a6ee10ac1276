package io.betintel.ev.sink.postgres;

import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.VersionedLine;
import java.sql.SQLException;
import java.util.Set;

/** What a failed statement means for the sink, by its SQL state. */
final class Failures {
  /**
   * Classes of SQL states for which a row is the reason: cardinality (a row twice), data, a
   * constraint, a view's check option, a limit of the program (a row too large for an index), and
   * an exception that a trigger raises.
   */
  private static final Set<String> DATA = Set.of("21", "22", "23", "44", "54", "P0");

  private static final int CLASS = 2;

  private Failures() {}

  /** Whether a row's data or a constraint is the reason, and not the server or its load. */
  static boolean blamesData(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.length() > CLASS && DATA.contains(state.substring(0, CLASS));
  }

  /**
   * The sink waits for everything else, even a missing grant: a person can fix it without a
   * restart, and nothing is lost meanwhile.
   */
  static SinkException of(SQLException e) {
    return new SinkException(SinkException.Kind.AWAY, DatabaseTrouble.describe(e), e);
  }

  /**
   * Why a line cannot be stored.
   *
   * @param line the line, or the first of those that cannot be stored together
   */
  static String text(VersionedLine line, Exception e) {
    return "line "
        + line.line().id()
        + " of bet type "
        + line.line().betType()
        + " cannot be stored: "
        + (e instanceof SQLException sql ? DatabaseTrouble.text(sql) : e);
  }
}
