package io.betintel.ev.cli;

import io.betintel.ev.migrations.CommandGrants;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Says what a command that has failed may not do in the database: PostgreSQL names the table of a
 * refused statement, and not the right.
 */
final class MissingGrants {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private MissingGrants() {}

  /** Prints nothing if the command does not use the database, or nothing is missing. */
  static void print(List<String> arguments, Map<String, String> environment, PrintWriter err) {
    Optional<String> command = command(arguments);
    if (command.isEmpty()) {
      return;
    }
    Optional<PostgresConfig> postgres;
    try {
      postgres = PostgresConfig.find(Configuration.fromEnvironment(environment));
    } catch (ConfigException e) {
      return; // the command itself has said so
    }
    postgres
        .map(config -> missing(config, command.get()))
        .filter(statements -> !statements.isEmpty())
        .ifPresent(
            statements -> {
              err.println(
                  "The database user "
                      + postgres.get().user()
                      + " lacks rights that "
                      + command.get()
                      + " needs. As the owner of the tables, run:");
              statements.forEach(statement -> err.println("  " + statement + ";"));
            });
  }

  /** The one with the most words, all of which the arguments have in this order. */
  static Optional<String> command(List<String> arguments) {
    return CommandGrants.commands().stream()
        .filter(command -> contains(arguments, command))
        .max(Comparator.comparingInt(String::length));
  }

  private static boolean contains(List<String> arguments, String command) {
    Iterator<String> left = arguments.iterator();
    for (String word : command.split(" ", -1)) {
      boolean found = false;
      while (!found && left.hasNext()) {
        found = left.next().equals(word);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private static List<String> missing(PostgresConfig config, String command) {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "10");
    try (Connection connection = DriverManager.getConnection(config.url(), properties)) {
      return CommandGrants.missing(connection, List.of(command));
    } catch (SQLException e) {
      return INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())
          ? List.of("GRANT CONNECT ON DATABASE " + database(config) + " TO " + config.user())
          : List.of();
    }
  }

  private static String database(PostgresConfig config) {
    return config.url().replaceFirst("\\?.*", "").replaceFirst(".*/", "");
  }
}
