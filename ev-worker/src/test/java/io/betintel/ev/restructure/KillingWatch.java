package io.betintel.ev.restructure;

import java.sql.SQLException;

/** Ends the run's session where it is told to, as a kill of its process does: once. */
final class KillingWatch extends SilentWatch {
  private final RestructureDatabase database;
  private final Step at;
  private boolean killed;

  /**
   * @param at the step that does not begin; the filling is killed after a batch, the swap for
   *     {@link Step#DONE} within its transaction
   */
  KillingWatch(RestructureDatabase database, Step at) {
    this.database = database;
    this.at = at;
  }

  @Override
  public void step(Step step) {
    if (step == at && at != Step.BACKFILL) {
      kill();
    }
  }

  @Override
  public void filled(long done, long total) {
    if (at == Step.BACKFILL && done > 0 && done < total) {
      kill();
    }
  }

  @Override
  public void locked() {
    if (at == Step.DONE) {
      kill();
    }
  }

  boolean hasKilled() {
    return killed;
  }

  private void kill() {
    if (!killed) {
      killed = true;
      try {
        database.killRun();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
