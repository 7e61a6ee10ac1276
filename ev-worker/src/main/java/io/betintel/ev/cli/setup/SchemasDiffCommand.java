package io.betintel.ev.cli.setup;

import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.SchemaRegistrar;
import io.betintel.ev.codec.SubjectDiff;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.rollout.Checkout;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.SchemaChange;
import io.betintel.ev.schemas.SchemaCheckout;
import io.betintel.ev.schemas.Violation;
import io.betintel.ev.worker.Configuration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what this build would change in the registry, and which readers that would break. With"
          + " --checkout it needs no server and compares the schemas' sources with their newest"
          + " releases. Registers nothing."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  it breaks no reader",
      "  1  it breaks a reader or would be refused; or the registry did not answer",
      "  2  wrong usage or configuration"
    })
final class SchemasDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--checkout",
      paramLabel = "DIR",
      description = "Compare a checkout's sources with its releases instead.")
  private Path checkout;

  @Override
  public Integer call() throws IOException {
    return checkout == null ? registry() : sources();
  }

  private int sources() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    SchemaCheckout schemas = Checkout.at(checkout).schemas();
    Map<String, List<SchemaChange>> changes = schemas.changes();
    changes.forEach(
        (name, list) -> {
          out.println(name + ", against its newest release:");
          list.forEach(change -> out.println("  " + change));
        });
    if (changes.isEmpty()) {
      out.println("The sources equal their newest releases");
    }
    List<Violation> violations = schemas.violations();
    violations.forEach(spec.commandLine().getErr()::println);
    boolean breaking =
        changes.values().stream().flatMap(List::stream).anyMatch(SchemaChange::breaking);
    return violations.isEmpty() && !breaking ? 0 : 1;
  }

  private int registry() throws IOException {
    RegistryConfig config = RegistryConfig.from(Configuration.fromEnvironment(System.getenv()));
    try (SchemaRegistryClient client = RegistryClients.create(config)) {
      SchemaRegistrar registrar = new SchemaRegistrar(client);
      boolean breaking = print(registrar.diff(Topics.ODDS_EVENTS_SUBJECT, Contract.oddsEvent()));
      breaking |= print(registrar.diff(Topics.LINES_SUBJECT, Contract.pricedLine()));
      return breaking ? 1 : 0;
    } catch (RestClientException e) {
      throw new IOException(
          "the schema registry at " + config.url() + " answered: " + e.getMessage(), e);
    }
  }

  private boolean print(SubjectDiff diff) {
    PrintWriter out = spec.commandLine().getOut();
    if (diff.latest() == 0) {
      out.println(diff.subject() + " has no version yet: this build would register the first");
    } else {
      out.println(
          diff.subject()
              + (diff.changes().isEmpty() ? ": nothing new" : "")
              + ", against version "
              + diff.latest());
    }
    diff.changes().forEach(change -> out.println("  " + change));
    if (!diff.behind().isEmpty()) {
      out.println("  kept, though this build lacks it: " + String.join(", ", diff.behind()));
    }
    out.flush();
    diff.violations().forEach(spec.commandLine().getErr()::println);
    return diff.breaking();
  }
}
