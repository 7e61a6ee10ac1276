package io.betintel.ev.cli.setup;

import io.betintel.ev.cli.console.RehearseOption;
import io.betintel.ev.cli.console.WaitOption;
import io.betintel.ev.migrations.ApiRole;
import io.betintel.ev.migrations.Migrator;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.RetryPause;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.rehearse.MeteredMigrations;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the database to this build's schema.",
      "Several may run at once: they take turns, migration by migration. A database that is newer"
          + " than this build is left as it is. A migration that does not get its locks within two"
          + " seconds is tried again later, so that no other session queues behind it.",
      "Waits for the database and for locks, 60s or as long as --wait says.",
      "",
      "--api-role lets the read API's own database role read what the API reads, and nothing else."
          + " Create the role once, CREATE ROLE ev_api LOGIN PASSWORD '...', and name it at every"
          + " migration: a table that is new or was replaced gets its rights then.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_DIRECT_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD. Through"
          + " a pooler in transaction mode it does not work: EV_POSTGRES_DIRECT_URL names PostgreSQL"
          + " itself then."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  the database is at this build's schema; with --rehearse, all ran on the copy",
      "  1  it gave up, or a statement failed; with --rehearse also: that is no copy",
      "  2  wrong usage or configuration"
    })
public final class MigrateCommand implements Callable<Integer> {
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(200), Duration.ofSeconds(5));

  @Spec private CommandSpec spec;

  @Mixin private WaitOption wait;

  @Option(
      names = "--api-role",
      paramLabel = "ROLE",
      description = "The database role of EV_API_POSTGRES_USER. It must exist.")
  private String apiRole;

  @Mixin private RehearseOption rehearse;

  @Option(
      names = "--migrations",
      paramLabel = "DIR",
      description =
          "With --rehearse: a checkout's db/migration, rather than the migrations of this build.")
  private Path migrations;

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    if (rehearse.isAsked()) {
      return rehearse.rehearse(
          spec,
          settings,
          MeteredMigrations::isOfScript,
          (copy, meter) ->
              report(
                  rehearsed(copy).watchedBy(new MeteredMigrations(meter)).migrate(wait.patience()),
                  rehearse.isJson() ? err() : spec.commandLine().getOut()));
    }
    if (rehearse.isJson() || migrations != null) {
      throw new ParameterException(
          spec.commandLine(), "--json and --migrations go with --rehearse URL");
    }
    PrintWriter out = spec.commandLine().getOut();
    PostgresConfig config = PostgresConfig.direct(settings);
    report(migrator(config).migrate(wait.patience()), out);
    if (apiRole != null && !apiRole.isEmpty()) {
      ApiRole.grant(config.url(), config.user(), config.password(), apiRole);
      out.println(apiRole + " may read what the read API reads");
    }
    return 0;
  }

  private Migrator migrator(PostgresConfig config) {
    return new Migrator(
        config.url(),
        config.user(),
        config.password(),
        failures -> PAUSE.after(failures, ThreadLocalRandom.current()),
        err()::println);
  }

  private Migrator rehearsed(PostgresConfig copy) {
    if (migrations == null) {
      return migrator(copy);
    }
    if (!Files.isDirectory(migrations)) {
      throw new ParameterException(spec.commandLine(), "--migrations: no directory " + migrations);
    }
    return migrator(copy).of(migrations);
  }

  private static void report(Migrator.Report report, PrintWriter out) {
    report.applied().forEach(migration -> out.println("applied " + migration));
    out.println(
        (report.applied().isEmpty() ? "Nothing to apply" : report.applied().size() + " applied")
            + "; the database is at version "
            + report.version());
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
