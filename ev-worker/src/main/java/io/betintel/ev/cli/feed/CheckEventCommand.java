package io.betintel.ev.cli.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.betintel.ev.cli.console.TimeConverter;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.OddsEventCheck;
import io.betintel.ev.codec.OddsEventCheck.Verdict;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.NearestName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check-event",
    description = {
      "Says whether the worker would admit an odds event, and if not, everything that is wrong with"
          + " it. Needs no server; the schema is this build's.",
      "",
      "The input is JSON: one event, several one after the other (NDJSON), or an array. Fields are"
          + " the schema's; optional ones may be left out, be plain, or be wrapped in their type"
          + " ({\"string\":\"..\"}) as Avro's JSON encoding has them. Times are milliseconds since"
          + " the epoch or ISO-8601. With --wire it is one record value as it goes to Kafka: the"
          + " byte 0, a schema id, which is not looked up, and Avro binary in this build's schema.",
      "",
      "One line for each event:",
      "  admitted  with its market and the event's home partition",
      "  parked    the same, but this build does not know the bet type",
      "  refused   followed by each problem; such an event ends in odds.dead-letter",
      "",
      "An event without outcomes is admitted: it says that the bookmaker has suspended the market.",
      "",
      "A parked event is no error: it waits in odds.parked until its bet type is enabled. The schema"
          + " registry must know the bet type before the event can be sent at all.",
      "",
      "Times are compared with the clock, as the worker does except in a replay: what is more than"
          + " 5 minutes ahead is refused. A file of another time needs --clock, or --timestamp.",
      "",
      "Only a running worker knows whether a bet type is enabled and whether an event is over."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every event would be admitted or parked",
      "  1  an event would be refused, or the input cannot be read",
      "  2  wrong usage"
    })
public final class CheckEventCommand implements Callable<Integer> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // so that NaN is refused by its field
          .build();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What to check; - is standard input.")
  private String file;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The record key (default: the event's bet_type, which it must equal).")
  private String key;

  @Option(
      names = "--timestamp",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "The record timestamp, ISO-8601 or milliseconds since the epoch: when the feed observed"
              + " the odds (default: the worker's clock).")
  private Instant timestamp;

  @Option(
      names = "--clock",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "The worker's clock when it reads the events, ISO-8601 or milliseconds since the epoch"
              + " (default: now). For a file of another time.")
  private Instant clock;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "12",
      description = "How many partitions odds.events has (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(names = "--wire", description = "The input is one record value in the wire format.")
  private boolean wire;

  private Instant now;
  private int events;
  private boolean refused;

  @Override
  public Integer call() throws IOException {
    if (partitions < 1) {
      throw new ParameterException(
          spec.commandLine(), "--partitions is " + partitions + ": at least 1 is needed");
    }
    now = clock == null ? Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS) : clock;
    Instant observedAt = timestamp == null ? now : timestamp;
    OddsEventCheck check = new OddsEventCheck(Optional.of(now));
    byte[] content = content();
    if (wire) {
      print(check.check(content, key, observedAt));
    } else {
      checkJson(check, content, observedAt);
    }
    return refused ? 1 : 0;
  }

  private void checkJson(OddsEventCheck check, byte[] content, Instant observedAt)
      throws IOException {
    try (MappingIterator<JsonNode> json = MAPPER.readerFor(JsonNode.class).readValues(content)) {
      while (json.hasNextValue()) {
        print(check.check(json.nextValue(), key, observedAt));
      }
    } catch (JsonProcessingException e) {
      throw new IOException(
          file
              + " is not JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage(),
          e);
    }
    if (events == 0) {
      throw new IOException(file + " holds no event");
    }
  }

  private byte[] content() throws IOException {
    if (file.equals("-")) {
      return System.in.readAllBytes();
    }
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    }
  }

  private void print(Verdict verdict) {
    events++;
    PrintWriter out = spec.commandLine().getOut();
    MarketSnapshot snapshot = verdict.snapshot();
    if (snapshot == null) {
      refused = true;
      out.println("refused: event " + events);
      verdict.problems().forEach(problem -> out.println("  " + problem));
    } else {
      out.println(
          (verdict.knownBetType() ? "admitted" : "parked")
              + ": event "
              + events
              + ": market "
              + snapshot.marketId()
              + " at "
              + snapshot.bookmaker()
              + (snapshot.isSuspension() ? ", suspended" : "")
              + ", home partition "
              + EventPartitioner.home(snapshot.event().id(), partitions)
              + " of "
              + partitions);
      if (snapshot.lastUpdate().isAfter(now) || snapshot.observedAt().isAfter(now)) {
        out.println(
            "  its times are ahead of the worker's clock, " + now + ": they count as of then");
      }
      if (!verdict.knownBetType()) {
        String symbol = snapshot.betType().symbol();
        out.println(
            "  bet_type is \""
                + symbol
                + "\": this build does not know it (the nearest that it knows is "
                + NearestName.of(symbol, OddsEventCheck.knownBetTypes())
                + "); parked, not refused");
      }
    }
    out.flush();
  }
}
