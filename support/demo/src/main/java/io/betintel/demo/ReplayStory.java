package io.betintel.demo;

import io.betintel.ev.codec.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Imports the real files once, as they were, and reports how every record ended. */
final class ReplayStory implements Story {
  /** Player receptions are in the real feed but not in the catalogue. */
  static final String UNKNOWN_BET_TYPE = "player_receptions";

  static final Topics TOPICS = new Topics("replay.");

  private static final List<String> DECIMAL =
      List.of(
          "football-data_E0_2023-24.csv",
          "nhl_odds_us_decimal_2024-03-21.json",
          "nhl_event_odds_us_2024-03-21.json");
  private static final List<String> AMERICAN = List.of("nfl_historical_us_american_2022.json");
  private static final List<String> PROPS =
      List.of("nfl_player_props_us_american_2025-10-25_cut.json");

  private final String command;
  private final boolean json;
  private final PrintStream out;

  /**
   * @param command the user's producer; null without one
   * @param json whether the last line is the result as JSON
   */
  ReplayStory(String command, boolean json, PrintStream out) {
    this.command = command;
    this.json = json;
    this.out = out;
  }

  @Override
  public Topics topics() {
    return TOPICS;
  }

  @Override
  public int tell(DemoRun run) throws IOException, InterruptedException {
    importFiles(run);
    importUnknownBetType(run);
    sendBrokenRecords(run);
    if (command != null) {
      run.runCommand(command);
    }
    DemoResult result = run.settle();
    new ResultReport(out).print(result);
    if (json) {
      out.println(result.toJson());
    }
    return result.balanced() ? 0 : 1;
  }

  /** The season, and the NHL and NFL moments, as they were. */
  static void importFiles(DemoRun run) throws IOException, InterruptedException {
    importFiles(run, "decimal", DECIMAL);
    importFiles(run, "american", AMERICAN);
  }

  /** A feed whose schema is ahead of the worker's. */
  static void importUnknownBetType(DemoRun run) throws IOException, InterruptedException {
    run.steps().begin("an unknown bet type");
    try {
      NewerSchema.register(run.registry(), UNKNOWN_BET_TYPE);
    } catch (Exception e) {
      throw new IOException("the newer schema was not registered", e);
    }
    run.jar().run(arguments(run, "american", PROPS));
    run.steps().done(UNKNOWN_BET_TYPE + " registered and sent");
  }

  static void sendBrokenRecords(DemoRun run) throws IOException, InterruptedException {
    run.steps().begin("broken records");
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", run.stack().kafka().bootstrapServers());
    ByteArraySerializer bytes = new ByteArraySerializer();
    int sent = 0;
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      int schemaId = run.registry().getSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT, 1).getId();
      for (var record : new BrokenRecords(TOPICS.oddsEvents(), schemaId).all()) {
        Future<RecordMetadata> acknowledged = producer.send(record);
        acknowledged.get(30, TimeUnit.SECONDS);
        sent++;
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the broken records were not sent", e);
    }
    run.steps().done(sent + " sent");
  }

  private static void importFiles(DemoRun run, String format, List<String> files)
      throws IOException, InterruptedException {
    run.steps().begin("import " + String.join(", ", files));
    run.jar().run(arguments(run, format, files));
    run.steps().done(run.state().produced() + " records on " + TOPICS.oddsEvents());
  }

  private static String[] arguments(DemoRun run, String format, List<String> files) {
    return Stream.concat(
            Stream.of("feed", "import", "--odds-format", format),
            files.stream().map(file -> run.feedFile(file).toString()))
        .toArray(String[]::new);
  }
}
