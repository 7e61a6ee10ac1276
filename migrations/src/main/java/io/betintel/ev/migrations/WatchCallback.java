package io.betintel.ev.migrations;

import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** Tells a watch where a migration begins and ends. */
final class WatchCallback implements Callback {
  private final MigrationWatch watch;

  WatchCallback(MigrationWatch watch) {
    this.watch = watch;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE_ERROR;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    if (event == Event.BEFORE_EACH_MIGRATE) {
      watch.begins(context.getMigrationInfo().getScript());
    } else {
      watch.ended();
    }
  }

  @Override
  public String getCallbackName() {
    return "watch";
  }
}
