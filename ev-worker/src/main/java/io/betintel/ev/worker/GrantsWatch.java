package io.betintel.ev.worker;

import io.betintel.ev.migrations.CommandGrants;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.TimedThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the database user has the rights that the worker's parts need, and is not ready
 * while it lacks one: PostgreSQL names the table of a refused statement, and not the right.
 */
final class GrantsWatch implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(GrantsWatch.class);
  private static final String NAME = "grants";

  /** Another look costs some twenty short queries. */
  private static final Duration WHILE_COMPLETE = Duration.ofMinutes(1);

  private static final Duration WHILE_MISSING = Duration.ofSeconds(2);

  private final DataSource dataSource;
  private final List<String> commands;
  private final TimedThread thread =
      new TimedThread(
          NAME,
          "database-grants",
          new TimedThread.Work() {
            @Override
            public Duration turn() {
              return look();
            }

            @Override
            public Check check() {
              return missing.isEmpty()
                  ? Check.up(NAME, "nothing is missing")
                  : Check.waiting(NAME, text(missing));
            }
          });
  private volatile List<String> missing = List.of();

  /**
   * @param commands those of {@link CommandGrants} that the worker's parts are
   */
  GrantsWatch(DataSource dataSource, List<String> commands) {
    this.dataSource = dataSource;
    this.commands = List.copyOf(commands);
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

  private Duration look() {
    try (Connection connection = dataSource.getConnection()) {
      List<String> found = CommandGrants.missing(connection, commands);
      if (!found.equals(missing)) {
        if (found.isEmpty()) {
          LOG.info("The database user has every right that it needs");
        } else {
          LOG.error("{}", text(found));
        }
      }
      missing = found;
      return found.isEmpty() ? WHILE_COMPLETE : WHILE_MISSING;
    } catch (SQLException away) {
      return WHILE_MISSING; // the parts that work with it say so
    }
  }

  private static String text(List<String> statements) {
    return "The database user lacks rights; as the owner of the tables, run: "
        + String.join("; ", statements);
  }
}
