package io.betintel.ev.sink.postgres;

import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.VersionedLine;
import java.sql.SQLException;

/** What a failed statement means for the sink, told by its SQL state. */
final class Failures {
  private Failures() {}

  /** Whether a row, rather than the server or its load, is the reason: data or a constraint. */
  static boolean blamesData(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  /**
   * Everything else is waited for, down to a missing grant: a person can mend it without a restart,
   * and nothing is lost meanwhile.
   */
  static SinkException of(SQLException e) {
    return new SinkException(SinkException.Kind.AWAY, DatabaseTrouble.describe(e), e);
  }

  /**
   * @param line the one that cannot be stored
   */
  static SinkException held(VersionedLine line, SQLException e) {
    return new SinkException(
        SinkException.Kind.HELD,
        "line "
            + line.line().id()
            + " of bet type "
            + line.line().betType()
            + " (partition "
            + line.partition()
            + " offset "
            + line.version()
            + ") cannot be stored: "
            + DatabaseTrouble.text(e),
        e);
  }
}
