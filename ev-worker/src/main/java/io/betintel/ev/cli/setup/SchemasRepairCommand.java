package io.betintel.ev.cli.setup;

import io.betintel.ev.cli.console.WaitOption;
import io.betintel.ev.codec.Registration;
import io.betintel.ev.codec.Registration.Outcome;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.RegistryWait;
import io.betintel.ev.codec.SchemaRegistrar;
import io.betintel.ev.codec.SubjectRepair;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.rollout.RolloutTurn;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Violation;
import io.betintel.ev.worker.Configuration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the latest version of odds.events-value right again, after a producer has registered"
          + " its own schema there, or after the registry was lost: registers a version with every"
          + " bet type of the registry, of this build and of the database's catalogue, in the"
          + " order that they had; and the schema of ev.lines, if it is missing. Deletes nothing.",
      "",
      "Says what is wrong with each version that does not follow the others, and what becomes of"
          + " the records that were written with it. Takes turns with schemas and bet-types add"
          + " --db.",
      "",
      "Reads EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD, EV_SCHEMA_REGISTRY_URL,"
          + " EV_SCHEMA_REGISTRY_USER, EV_SCHEMA_REGISTRY_PASSWORD."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  with --apply, the latest version is right; with --plan, there is nothing to repair",
      "  1  with --plan, something is to be repaired; or it failed, and nothing was changed",
      "  2  wrong usage or configuration"
    })
final class SchemasRepairCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Mixin private WaitOption wait;

  /** One of the two. */
  static final class What {
    @Option(names = "--plan", required = true, description = "Print what would be done.")
    private boolean plan;

    @Option(names = "--apply", required = true, description = "Do it.")
    private boolean apply;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    PostgresConfig postgres = PostgresConfig.from(settings);
    RegistryConfig registry = RegistryConfig.from(settings);
    PrintWriter err = spec.commandLine().getErr();
    try (RolloutTurn turn = RolloutTurn.take(postgres, wait.patience(), err::println);
        SchemaRegistryClient client = RegistryClients.create(registry)) {
      new RegistryWait(client, registry.url()).await(wait.patience(), err::println);
      return repair(new SchemaRegistrar(client), turn.catalogue());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Nothing was changed: " + DatabaseTrouble.describe(e) + " (" + postgres.shown() + ")", e);
    } catch (RestClientException e) {
      throw new IOException(
          "the schema registry at " + registry.url() + " answered: " + e.getMessage(), e);
    }
  }

  private int repair(SchemaRegistrar registrar, List<String> catalogue)
      throws IOException, RestClientException {
    PrintWriter out = spec.commandLine().getOut();
    Contract contract = Contract.oddsEvent();
    SubjectRepair repair = registrar.repair(Topics.ODDS_EVENTS_SUBJECT, contract, catalogue);
    repair.violations().stream()
        .map(Violation::toString)
        .forEach(spec.commandLine().getErr()::println);
    if (!repair.violations().isEmpty()) {
      return 1;
    }
    if (what.apply && repair.needed()) {
      registrar.apply(Topics.ODDS_EVENTS_SUBJECT, contract, repair);
    }
    StrayText.repair(repair, what.plan, out);
    Registration lines = registrar.register(Topics.LINES_SUBJECT, Contract.pricedLine(), what.plan);
    out.println(lines.subject() + ": " + lines.outcome().label());
    out.flush();
    lines.violations().forEach(spec.commandLine().getErr()::println);
    boolean right = EnumSet.of(Outcome.PRESENT, Outcome.CONTAINED).contains(lines.outcome());
    return what.plan
        ? repair.needed() || !right ? 1 : 0
        : lines.outcome() == Outcome.REFUSED ? 1 : 0;
  }
}
