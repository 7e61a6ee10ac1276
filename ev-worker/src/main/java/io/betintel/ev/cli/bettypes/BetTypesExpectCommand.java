package io.betintel.ev.cli.bettypes;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.drift.Expectation;
import io.betintel.ev.drift.ExpectationTable;
import io.betintel.ev.drift.Surface;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "expect",
    mixinStandardHelpOptions = true,
    description = {
      "Says that differences which bet-types check finds are meant, such as a build behind the"
          + " database, or a label that is kept. Until they expire they are shown with the reason,"
          + " and neither fail the check nor count in ev_bet_type_drift.",
      "",
      "FINDING is what check prints in brackets, such as build:player_steals:missing. Without"
          + " FINDING it lists what is expected.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD."
    })
final class BetTypesExpectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "FINDING", description = "See above.")
  private List<String> findings = List.of();

  @Option(names = "--because", paramLabel = "TEXT", description = "Why it is meant, for people.")
  private String because;

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      converter = ExpiryConverter.class,
      description = "When it counts again: a UTC day, an ISO-8601 time, or a span such as 14d.")
  private UnaryOperator<Instant> until;

  @Option(names = "--withdraw", description = "Let them count again at once.")
  private boolean withdraw;

  @Override
  public Integer call() {
    Instant now = Clock.systemUTC().instant();
    Instant end = until == null ? null : until.apply(now);
    validate(now, end);
    PostgresConfig config = PostgresConfig.from(Configuration.fromEnvironment(System.getenv()));
    PrintWriter out = spec.commandLine().getOut();
    try (HikariDataSource pool = PostgresPool.of(config, "ev-worker-expect");
        Connection connection = pool.getConnection()) {
      if (findings.isEmpty()) {
        ExpectationTable.read(connection).forEach(each -> out.println(each.finding() + " " + each));
      }
      for (String finding : findings) {
        if (withdraw) {
          out.println(
              finding
                  + (ExpectationTable.withdraw(connection, finding)
                      ? " counts again"
                      : " was not expected"));
        } else {
          ExpectationTable.put(connection, new Expectation(finding, because, end, config.user()));
          out.println(finding + " is expected until " + end);
        }
      }
      out.flush();
      return 0;
    } catch (SQLException e) {
      throw new IllegalStateException(DatabaseTrouble.describe(e) + " (" + config.shown() + ")", e);
    }
  }

  private void validate(Instant now, Instant end) {
    for (String finding : findings) {
      String[] parts = finding.split(":", 3);
      boolean known =
          parts.length == 3
              && Arrays.stream(Surface.values())
                  .anyMatch(surface -> surface.label().equals(parts[0]));
      if (!known) {
        throw new ConfigException(
            finding
                + " is no finding: accepted is what bet-types check prints in brackets, such as"
                + " build:player_steals:missing");
      }
    }
    if (findings.isEmpty() || withdraw) {
      if (because != null || end != null || (withdraw && findings.isEmpty())) {
        throw new ConfigException("Name the findings; --because and --until are for new ones");
      }
      return;
    }
    if (because == null || because.isBlank() || end == null) {
      throw new ConfigException("An expectation needs --because TEXT and --until WHEN");
    }
    if (!end.isAfter(now)) {
      throw new ConfigException("--until is " + end + ", which is past");
    }
  }
}
