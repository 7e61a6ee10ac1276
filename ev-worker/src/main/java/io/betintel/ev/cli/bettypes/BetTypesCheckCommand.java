package io.betintel.ev.cli.bettypes;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.codec.EnumSubjects;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.drift.DriftCheck;
import io.betintel.ev.drift.DriftReport;
import io.betintel.ev.drift.DriftTopics;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.stream.StreamConfig;
import io.betintel.ev.worker.Configuration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redis.clients.jedis.RedisClient;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Compares what every place knows about bet types: this build's schema, each registry subject"
          + " that has the enum, the database's labels, the catalogue, stored rows, cached lines,"
          + " each live worker, roles, and replication slots without a reader. Looks for tables, views"
          + " and topics that are missing or were changed by hand, and for events that wait for no"
          + " reason. Changes nothing.",
      "",
      "With --subscriber, it also asks databases that follow this one by logical replication for"
          + " their labels: the publisher does not know them. Without EV_KAFKA_BOOTSTRAP_SERVERS it"
          + " looks at no topic.",
      "",
      "Each difference is one line: the place, the value, what is different, what to do, and in"
          + " brackets its name, by which bet-types expect says that it is meant. What is expected is"
          + " shown with the reason and counts as agreement until it expires. A running"
          + " worker makes the same check: metric ev_bet_type_drift, by surface."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  all agree, but for what is expected",
      "  1  something differs",
      "  2  the places that answered agree, but a server did not answer and is named; or wrong usage"
          + " or configuration"
    })
final class BetTypesCheckCommand implements Callable<Integer> {
  private static final int COULD_NOT_LOOK = 2;

  @Spec private CommandSpec spec;

  @Mixin private SubscriberOption subscribers;

  @Option(names = "--json", description = "Print one JSON object in one line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = Configuration.fromEnvironment(System.getenv());
    PostgresConfig postgres = PostgresConfig.from(settings);
    RedisConfig redis = RedisConfig.from(settings);
    RegistryConfig registry = RegistryConfig.from(settings);
    Topics topics = Topics.from(settings);
    try (HikariDataSource pool = PostgresPool.of(postgres, "ev-worker-check");
        RedisClient cache = redis.client();
        SchemaRegistryClient client = RegistryClients.create(registry)) {
      DriftReport report =
          new DriftCheck(
                  new EnumSubjects(client),
                  pool,
                  CatalogueConfig.from(settings),
                  cache,
                  subscribers.all(postgres),
                  new DriftTopics(
                      topics, StreamConfig.from(settings, topics).applicationId(), kafka(settings)),
                  Clock.systemUTC())
              .look();
      if (json) {
        out.println(report.json());
      } else {
        report.drifts().forEach(drift -> out.println(drift + " [" + drift.finding() + "]"));
        report
            .expected()
            .forEach((drift, why) -> out.println(drift + " [" + drift.finding() + "] " + why));
        if (report.clean()) {
          out.println(report.expected().isEmpty() ? "All agree" : "All else agrees");
        }
      }
      out.flush();
      report
          .blind()
          .forEach(
              (server, why) ->
                  spec.commandLine().getErr().println("No answer from " + server + ": " + why));
      return report.clean() ? 0 : report.drifts().isEmpty() ? COULD_NOT_LOOK : 1;
    }
  }

  /** Where Kafka is not named, topics are not looked at. */
  private static Optional<KafkaConfig> kafka(Settings settings) {
    return settings.has(KafkaConfig.BOOTSTRAP_SERVERS)
        ? Optional.of(KafkaConfig.from(settings))
        : Optional.empty();
  }
}
