package io.betintel.ev.sink.postgres;

import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.VersionedLine;
import java.sql.SQLException;

/** What a failed statement means for the sink, by its SQL state. */
final class Failures {
  private Failures() {}

  /** Whether a row's data or a constraint is the reason, and not the server or its load. */
  static boolean blamesData(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  /**
   * The sink waits for everything else, even a missing grant: a person can fix it without a
   * restart, and nothing is lost meanwhile.
   */
  static SinkException of(SQLException e) {
    return new SinkException(SinkException.Kind.AWAY, DatabaseTrouble.describe(e), e);
  }

  /**
   * @param line the line that cannot be stored
   */
  static SinkException held(VersionedLine line, SQLException e) {
    return new SinkException(
        SinkException.Kind.HELD,
        "line "
            + line.line().id()
            + " of bet type "
            + line.line().betType()
            + " (partition "
            + line.record().partition()
            + " offset "
            + line.record().offset()
            + ") cannot be stored: "
            + DatabaseTrouble.text(e),
        e);
  }
}
