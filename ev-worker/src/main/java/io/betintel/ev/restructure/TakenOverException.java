package io.betintel.ev.restructure;

import java.sql.SQLException;

/** Another run goes on with it, or has ended it; this one has changed nothing since. */
final class TakenOverException extends SQLException {
  private static final long serialVersionUID = 1L;

  TakenOverException() {
    super("another operator has taken over: ev-worker status shows who and how far it is");
  }
}
