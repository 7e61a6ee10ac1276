package io.betintel.ev.cli.setup;

import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.cli.console.WaitOption;
import io.betintel.ev.codec.Registration;
import io.betintel.ev.codec.Registration.Outcome;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.RegistryWait;
import io.betintel.ev.codec.SchemaRegistrar;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.rollout.RolloutTurn;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.worker.Configuration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "schemas",
    description = {
      "Registers this build's schemas, unless the registry has them already.",
      "A rolled-back build registers nothing and succeeds. Bet types that only the registry has are"
          + " kept; those that only this build has are appended. A schema that removes or moves a"
          + " bet type, or that some reader could not read, is refused; it is compared with every"
          + " version that the registry has.",
      "A version that a producer registered by itself, which does not follow the others, stops"
          + " nothing: it is named, and schemas repair makes the latest version right again.",
      "Waits for the registry, 60s or as long as --wait says. With EV_POSTGRES_URL it takes turns"
          + " with bet-types add --db, and waits for the database too."
    },
    mixinStandardHelpOptions = true,
    subcommands = {SchemasDiffCommand.class, SchemasRepairCommand.class})
public final class SchemasCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--dry-run", description = "Print what would be done and change nothing.")
  private boolean dryRun;

  @Mixin private WaitOption wait;

  @Override
  @SuppressWarnings("try") // the turn is held, not used
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    RegistryConfig config = RegistryConfig.from(settings);
    PrintWriter err = spec.commandLine().getErr();
    // A dry run waits for nobody.
    try (RolloutTurn turn = dryRun ? null : turn(settings);
        SchemaRegistryClient client = RegistryClients.create(config)) {
      new RegistryWait(client, config.url()).await(wait.patience(), err::println);
      SchemaRegistrar registrar = new SchemaRegistrar(client);
      List<Registration> registrations =
          List.of(
              registrar.register(Topics.ODDS_EVENTS_SUBJECT, Contract.oddsEvent(), dryRun),
              registrar.register(Topics.LINES_SUBJECT, Contract.pricedLine(), dryRun));
      TextTable table = new TextTable("SUBJECT", "VERSION", "ID", "COMPATIBILITY", "DONE");
      for (Registration registration : registrations) {
        boolean there = registration.id() != 0;
        table.row(
            registration.subject(),
            there ? Integer.toString(registration.version()) : "-",
            there ? Integer.toString(registration.id()) : "-",
            there && !dryRun ? registrar.fence(registration.subject()) : "-",
            registration.outcome().label());
      }
      table.print(spec.commandLine().getOut());
      registrations.forEach(registration -> registration.violations().forEach(err::println));
      StrayText.warn(
          registrar.history(Topics.ODDS_EVENTS_SUBJECT, Contract.oddsEvent()),
          registrations.get(0).outcome(),
          err);
      boolean refused = registrations.stream().anyMatch(each -> each.outcome() == Outcome.REFUSED);
      return refused ? 1 : 0;
    } catch (SQLException e) {
      throw new IllegalStateException("Nothing was changed: " + DatabaseTrouble.describe(e), e);
    } catch (RestClientException e) {
      throw new IOException(
          "the schema registry at " + config.url() + " answered: " + e.getMessage(), e);
    }
  }

  /** Null if no database is known: nobody adds bet types beside it then. */
  private RolloutTurn turn(Settings settings) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Optional<PostgresConfig> postgres = PostgresConfig.find(settings);
    return postgres.isEmpty()
        ? null
        : RolloutTurn.take(postgres.get(), wait.patience(), err::println);
  }
}
