package io.betintel.ev.cli.bettypes;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.cli.console.WaitOption;
import io.betintel.ev.codec.Registration;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.SchemaRegistrar;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.rollout.ArrivedTypes;
import io.betintel.ev.rollout.Checkout;
import io.betintel.ev.rollout.LabelAddition;
import io.betintel.ev.rollout.LiveAddition;
import io.betintel.ev.rollout.LiveRollout;
import io.betintel.ev.rollout.Proposal;
import io.betintel.ev.rollout.Requested;
import io.betintel.ev.rollout.RolloutTurn;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.worker.Configuration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Adds bet types to a checkout: the symbol in the Avro enum, the released schemas, and the"
          + " pair of migrations. A new one is disabled and for admins only. Commit what it"
          + " writes.",
      "",
      "With --db, adds them to a running installation instead: label, row and symbol, by the same"
          + " statements. The migrations find them when they run later. Running it again is safe,"
          + " and so is running several at once. It waits for locks, 60s or as long as --wait says.",
      "",
      "With --label-only, adds only the labels, to a database that subscribes to another one by"
          + " logical replication: EV_POSTGRES_URL names the subscriber. Add them there first, then"
          + " on the publisher.",
      "",
      "With --from-parked and without names, lists the bet types whose events wait in odds.parked"
          + " because the installation lacks them: how many, since when, samples, and what each"
          + " would be added as. With names, adds those of them.",
      "",
      "A name is [a-z][a-z0-9_]{0,62}, but not none, other or unknown. An existing name is refused,"
          + " and so is one that differs from an existing one only by case or underscores, or that"
          + " resembles a market of The Odds API (--as-spelled adds it).",
      "",
      "--from-parked reads EV_KAFKA_BOOTSTRAP_SERVERS and EV_APPLICATION_ID too. --db and"
          + " --label-only read EV_POSTGRES_URL, EV_POSTGRES_USER, EV_POSTGRES_PASSWORD; --db also"
          + " EV_SCHEMA_REGISTRY_URL, EV_SCHEMA_REGISTRY_USER, EV_SCHEMA_REGISTRY_PASSWORD."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  refused, or a lock was held for too long; nothing was changed unless it says so",
      "  2  wrong usage or configuration"
    })
final class BetTypesAddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "The new bet types; all are one change.")
  private List<String> names = List.of();

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "The title of a single one, for people. Default: made of the name.")
  private String title;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      converter = ShapeConverter.class,
      description = "How outcomes pair. Default: what the feed's documentation says of the name.")
  private Shape shape;

  @Option(
      names = "--as-spelled",
      description = "A name that resembles a documented market is right as it is.")
  private boolean asSpelled;

  @Option(
      names = "--from-parked",
      description = "List or add what waits in odds.parked: see above.")
  private boolean fromParked;

  @Option(
      names = "--json",
      description = "With --from-parked and no names: print one JSON object in one line.")
  private boolean json;

  @Option(
      names = "--checkout",
      paramLabel = "DIR",
      description = "Default: the checkout around the working directory.")
  private Path directory;

  @Option(names = "--db", description = "Add to the running installation, not to a checkout.")
  private boolean db;

  @Option(
      names = "--label-only",
      description = "Add only the labels, to a logical subscriber; no row and no symbol.")
  private boolean labelOnly;

  @Option(names = "--dry-run", description = "Print what would be done and change nothing.")
  private boolean dryRun;

  @Mixin private WaitOption wait;

  @Override
  public Integer call() throws Exception {
    if (names.isEmpty() && !fromParked) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'NAME...'");
    }
    if (json && (!fromParked || !names.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--json is for the list of --from-parked, without names");
    }
    if (labelOnly) {
      addLabels();
      return 0;
    }
    Map<String, Proposal> proposed = new HashMap<>();
    if (fromParked) {
      ArrivedTypes arrived = ParkedArrivals.read(Configuration.fromEnvironment(System.getenv()));
      if (names.isEmpty()) {
        if (json) {
          out().println(ArrivedJson.of(arrived));
          out().flush();
        } else {
          new ArrivedText(out()).print(arrived);
        }
        return 0;
      }
      arrived
          .require(names)
          .forEach(each -> proposed.put(each.betType().symbol(), each.proposal()));
    }
    List<NewBetType> betTypes = Requested.of(names, title, shape, asSpelled, proposed);
    if (!db || directory != null) {
      addToCheckout(betTypes);
    }
    if (db) {
      addToInstallation(betTypes);
    }
    return 0;
  }

  private void addToCheckout(List<NewBetType> betTypes) throws Exception {
    Checkout checkout = directory == null ? Checkout.around(Path.of("")) : Checkout.at(directory);
    Map<Path, String> files = checkout.plan(betTypes, Clock.systemUTC().instant());
    if (!dryRun) {
      checkout.write(files);
    }
    AdditionText.files(betTypes, checkout.root(), files.keySet(), dryRun, out());
  }

  private void addLabels() throws Exception {
    if (names.isEmpty() || title != null || shape != null || directory != null) {
      throw new ConfigException(
          "--label-only needs names and adds no row and no file: leave --title, --shape and --checkout"
              + " out");
    }
    List<String> labels = Requested.names(names);
    PostgresConfig subscriber = PostgresConfig.from(Configuration.fromEnvironment(System.getenv()));
    try (RolloutTurn turn =
        RolloutTurn.take(subscriber, wait.patience(), spec.commandLine().getErr()::println)) {
      AdditionText.labels(
          labels, new LabelAddition(turn).add(labels, dryRun), dryRun, subscriber.shown(), out());
    } catch (SQLException e) {
      throw unchanged(e, subscriber);
    }
  }

  private static IllegalStateException unchanged(SQLException failure, PostgresConfig postgres) {
    return new IllegalStateException(
        "Nothing was changed: " + DatabaseTrouble.describe(failure) + " (" + postgres.shown() + ")",
        failure);
  }

  private void addToInstallation(List<NewBetType> betTypes) throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Settings settings = Configuration.fromEnvironment(System.getenv());
    PostgresConfig postgres = PostgresConfig.from(settings);
    RegistryConfig registry = RegistryConfig.from(settings);
    try (RolloutTurn turn = RolloutTurn.take(postgres, wait.patience(), err::println);
        SchemaRegistryClient client = RegistryClients.create(registry)) {
      SchemaRegistrar registrar = new SchemaRegistrar(client);
      LiveRollout rollout =
          new LiveRollout(
              new LiveAddition(turn),
              (symbols, look) -> append(registrar, registry, symbols, look),
              warning -> err.println("Warning: " + warning));
      AdditionText.installation(
          betTypes.stream().map(NewBetType::name).toList(), rollout.add(betTypes, dryRun), out());
    } catch (SQLException e) {
      throw unchanged(e, postgres);
    }
  }

  private static Registration append(
      SchemaRegistrar registrar, RegistryConfig config, List<String> symbols, boolean dryRun)
      throws IOException {
    try {
      return registrar.append(Topics.ODDS_EVENTS_SUBJECT, Contract.oddsEvent(), symbols, dryRun);
    } catch (IOException | RestClientException e) {
      throw new IOException(
          "The schema registry at "
              + config.url()
              + " failed: "
              + e.getMessage()
              + (dryRun
                  ? ". Nothing was changed"
                  : ". Label and row of "
                      + symbols.stream().collect(Collectors.joining(", "))
                      + " are there; run it again for the symbol"),
          e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
