package io.betintel.ev.cli.audit;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.audit.Audit;
import io.betintel.ev.audit.AuditReport;
import io.betintel.ev.audit.AuditTargets;
import io.betintel.ev.audit.CouldNotLookException;
import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.cli.console.SpanConverter;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.QuarantineClients;
import io.betintel.ev.sink.postgres.RetentionConfig;
import io.betintel.ev.sink.redis.CacheExpiry;
import io.betintel.ev.stream.MarketConfig;
import io.betintel.ev.stream.StreamConfig;
import io.betintel.ev.worker.Configuration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redis.clients.jedis.RedisClient;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Compares a whole installation with its input, and changes nothing. Workers may run meanwhile.",
      "",
      "Every offset of odds.events is accounted for by the topics; the books are recomputed from the"
          + " events by code of its own; the open lines of ev.lines must offer what the books quote;"
          + " bets, the last rows of bet_history, and Redis must have the last state of every line.",
      "",
      "Each difference is printed with the record that explains it. What moved meanwhile, what"
          + " retention has removed, and what belongs to a bet type that is off is counted as not"
          + " judged. Progress is on standard error."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  no difference",
      "  2  wrong usage or configuration",
      "  3  something differs",
      "  4  a server did not answer: it is named, and nothing was found out"
    })
public final class AuditCommand implements Callable<Integer> {
  static final int DIFFERENCES = 3;
  static final int COULD_NOT_LOOK = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = SpanConverter.class,
      description =
          "Judge only events, rows and lines from then on: a time, such as 2026-03-01T00:00:00Z, or"
              + " how long ago, such as 26h. Default: all that the topics have.")
  private Instant since;

  @Option(names = "--json", description = "Print one JSON object in one line.")
  private boolean json;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Print so many differences of each kind; all are counted. Default: ${DEFAULT-VALUE}.")
  private int most;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      AuditReport report = audit(err);
      if (json) {
        out.println(report.json());
      } else {
        report.lines().forEach(out::println);
      }
      out.flush();
      return report.clean() ? 0 : DIFFERENCES;
    } catch (CouldNotLookException e) {
      err.println("Could not look: " + e.getMessage());
      return COULD_NOT_LOOK;
    }
  }

  private AuditReport audit(PrintWriter err) {
    Settings settings = Configuration.fromEnvironment(System.getenv());
    Topics topics = Topics.from(settings);
    StreamConfig stream = StreamConfig.from(settings, topics);
    MarketConfig markets = MarketConfig.from(settings);
    try (HikariDataSource pool = PostgresPool.of(PostgresConfig.from(settings), "ev-worker-audit");
        RedisClient redis = RedisConfig.from(settings).client();
        SchemaRegistryClient registry = RegistryClients.create(RegistryConfig.from(settings))) {
      WriterSchemas schemas =
          new WriterSchemas(
              registry, Clock.systemUTC(), Duration.ofSeconds(3), Duration.ofSeconds(15));
      AuditTargets targets =
          new AuditTargets(
              KafkaConfig.from(settings),
              topics,
              stream.applicationId(),
              stream.hopTopic(),
              QuarantineClients.group(stream.applicationId()),
              OddsEventDecoder.unlessDenied(schemas, markets.mostAhead())::decode,
              new PricedLineCodec(schemas)::decode,
              pool,
              redis,
              CacheKeys.standard(),
              markets.eventGrace(),
              RetentionConfig.from(settings).historyDays(),
              CacheExpiry.from(settings, topics.replay()).replayFor());
      return new Audit(
              targets,
              Clock.systemUTC(),
              line -> {
                err.println(line);
                err.flush();
              })
          .run(Optional.ofNullable(since), most);
    } catch (IOException e) {
      throw new CouldNotLookException("the registry's client does not close: " + e.getMessage(), e);
    }
  }
}
