package io.betintel.ev.codec;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.TimedThread;
import java.time.Duration;

/**
 * Asks the registry again and again for every schema id that it has not given, all of them
 * together, so that no reader waits for an answer.
 */
public final class SchemaLookup implements Component {
  private static final String NAME = "schema-lookup";
  private static final Duration EVERY = Duration.ofMillis(500);

  private final TimedThread thread;

  public SchemaLookup(WriterSchemas schemas) {
    this.thread =
        new TimedThread(
            NAME,
            NAME,
            new TimedThread.Work() {
              @Override
              public Duration turn() {
                schemas.askAgain();
                return EVERY;
              }

              @Override
              public Check check() {
                return Check.up(NAME, schemas.openQuestions() + " ids to ask for");
              }
            });
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Check check() {
    return thread.check();
  }

  @Override
  public void close() {
    thread.close();
  }
}
