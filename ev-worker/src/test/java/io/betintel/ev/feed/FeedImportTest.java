package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.ops.MovableClock;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedImportTest {
  private static final int PARTITIONS = 12;
  private static final String CASES = "src/test/resources/cases/";

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T10:00:00Z"));

  private MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  private OddsEventEncoder encoder;

  @TempDir private Path directory;

  @BeforeEach
  void registerTheSchema() throws Exception {
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    // Whatever bet types this build has: the files have others too.
    registry.register(
        Topics.ODDS_EVENTS_SUBJECT,
        new AvroSchema(
            BetTypeSymbols.replace(
                OddsEvent.getClassSchema(),
                List.of("unknown", "h2h", "spreads", "totals", "outrights"))));
    encoder = OddsEventEncoder.latest(registry);
  }

  @Test
  void sendsToTheHomePartitionUnderTheBetTypeAtTheTimeOfObservation() throws Exception {
    ImportSummary summary = run(OddsFormat.DECIMAL, FeedFixture.path(FeedFixture.NHL));

    assertThat(summary.complete()).isTrue();
    assertThat(kafka.history()).hasSize(170);
    ProducerRecord<byte[], byte[]> first = kafka.history().get(0);
    assertThat(first.topic()).isEqualTo("odds.events");
    assertThat(first.key()).asString().isEqualTo("h2h");
    assertThat(first.timestamp()).isEqualTo(Instant.parse("2024-03-21T14:10:19Z").toEpochMilli());
    // The first published example: murmur2("b33f30ad5541b19794da293edee78bd3") = -1704187666.
    // Without its sign bit 443295982, modulo 12 it is 10.
    assertThat(first.partition()).isEqualTo(10);
    assertThat(first.headers())
        .singleElement()
        .satisfies(
            header -> {
              assertThat(header.key()).isEqualTo("ev-feed");
              assertThat(header.value()).asString().isEqualTo("import");
            });
  }

  @Test
  void countsByFileAndBetTypeAndSetsAsideWhatTheRegistryLacks() throws Exception {
    ImportSummary summary = run(OddsFormat.AMERICAN, FeedFixture.path(FeedFixture.NFL));

    assertThat(summary.files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.produced())
                  .isEqualTo(
                      Map.of(
                          new BetType("h2h"), 281,
                          new BetType("spreads"), 267,
                          new BetType("totals"), 255));
              assertThat(file.notInRegistry()).isEqualTo(Map.of(new BetType("h2h_lay"), 15));
            });
    assertThat(summary.produced()).isEqualTo(803);
    assertThat(kafka.history()).hasSize(803);
    assertThat(summary.complete()).isTrue();
  }

  /**
   * Every file in feeds and in src/test/resources/cases, each with how many prices it has (counted
   * with Python, as for {@link EveryPriceCountsTest}) and what becomes of them.
   */
  @ParameterizedTest
  @CsvSource(
      value = {
        "../feeds/football-data_E0_2023-24.csv, DECIMAL, 29234, 18596, 0, 10638",
        "../feeds/nhl_odds_us_decimal_2024-03-21.json, DECIMAL, 340, 340, 0, 0",
        "../feeds/nhl_event_odds_us_2024-03-21.json, DECIMAL, 28, 28, 0, 0",
        "../feeds/nfl_historical_event_alternate_spreads.json, DECIMAL, 6, 0, 0, 6",
        "../feeds/nfl_historical_us_american_2022.json, AMERICAN, 1636, 1606, 0, 30",
        "../feeds/nfl_player_props_us_american_2025-10-25_cut.json, AMERICAN, 34, 0, 0, 34",
        CASES + "outright-with-a-bad-runner.json, DECIMAL, 10, 5, 5, 0",
        CASES + "outright-of-part-of-a-field.json, DECIMAL, 6, 6, 0, 0",
        CASES + "market-twice.json, DECIMAL, 8, 8, 0, 0",
        CASES + "point-that-is-no-number.json, DECIMAL, 2, 0, 2, 0",
        // 11 bookmakers' three, three totals and three handicaps of two each; Max and Avg are
        // blank.
        CASES + "football-2025-26.csv, DECIMAL, 39, 39, 0, 0",
        CASES + "football-extra-league.csv, DECIMAL, 6, 6, 0, 0",
        CASES + "football-semicolons.csv, DECIMAL, 3, 3, 0, 0",
        CASES + "football-fixtures.csv, DECIMAL, 12, 12, 0, 0",
        CASES + "exchanges.json, DECIMAL, 12, 12, 0, 0",
        CASES + "before-suspension.json, DECIMAL, 4, 4, 0, 0",
        CASES + "suspended-as-1.0.json, DECIMAL, 4, 2, 2, 0"
      })
  void everyPriceOfAFileIsSentOrInAProblemOrLeftOut(
      Path path, OddsFormat format, int read, int sent, int problems, int left) throws Exception {
    ImportSummary summary = run(format, path);

    ImportSummary.Prices prices = summary.files().get(0).prices();
    assertThat(List.of(prices.read(), prices.sent(), prices.problems(), prices.leftOut()))
        .containsExactly(read, sent, problems, left);
    assertThat(prices.addUp()).isTrue();
    assertThat(kafka.history()).hasSize(summary.produced());
  }

  /** The one that is missing above: an answer without prices. */
  @Test
  void noFileIsForgotten() throws Exception {
    List<String> listed =
        List.of(
            getClass()
                .getDeclaredMethod(
                    "everyPriceOfAFileIsSentOrInAProblemOrLeftOut",
                    Path.class,
                    OddsFormat.class,
                    int.class,
                    int.class,
                    int.class,
                    int.class)
                .getAnnotation(CsvSource.class)
                .value());
    for (Path folder : List.of(Path.of("../feeds"), Path.of(CASES))) {
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> name.matches(".*\\.(csv|json)"))
            .filteredOn(name -> listed.stream().noneMatch(row -> row.contains("/" + name + ",")))
            // An error, and what check-event reads.
            .isSubsetOf(
                "error-payload.json",
                "no-outcomes.json",
                "start-in-seconds.json",
                "java-word.json");
      }
    }
  }

  /** All prices of a market at 1.0 are a suspension. */
  @Test
  void marketOfUselessPricesIsSentAsASuspension() throws Exception {
    ImportSummary summary = run(OddsFormat.DECIMAL, Path.of(CASES + "suspended-as-1.0.json"));

    assertThat(summary.produced()).isEqualTo(2);
    assertThat(summary.files().get(0).suspensions()).isEqualTo(1);
  }

  @Test
  void errorOfTheApiIsSaidInItsOwnWords() throws Exception {
    ImportSummary summary = run(OddsFormat.DECIMAL, Path.of(CASES + "error-payload.json"));

    assertThat(summary.complete()).isFalse();
    assertThat(kafka.history()).isEmpty();
    assertThat(summary.rows(FeedProblem.Kind.FILE))
        .singleElement()
        .asString()
        .contains("API key is not valid. See https://the-odds-api.com/api-key", "INVALID_KEY");
  }

  @Test
  void dryRunPrintsTheEventsAndSendsNothing() throws Exception {
    StringWriter printed = new StringWriter();
    Path file =
        Files.writeString(
            directory.resolve("two.json"),
            """
            [{"id": "m1", "sport_key": "nba", "commence_time": "2026-11-20T12:00:00Z",
              "home_team": "Home", "away_team": "Away", "bookmakers": [
              {"key": "pinnacle", "last_update": "2026-11-20T10:00:00Z", "markets": [
                {"key": "totals", "outcomes": [
                  {"name": "Over", "price": 1.9, "point": 5.5},
                  {"name": "Under", "price": 2.0, "point": 5.5}]},
                {"key": "made_up", "outcomes": [{"name": "Yes", "price": 2.1}]}]}]}]
            """);

    ImportSummary summary =
        new FeedImport(
                new PrintedSnapshots(new PrintWriter(printed, true), List.of("totals")),
                new FeedImport.Options(
                    FeedFixture.files(OddsFormat.DECIMAL), Double.POSITIVE_INFINITY, false),
                clock,
                new ProgressBar(new PrintWriter(Writer.nullWriter()), false, clock))
            .run(List.of(file));

    assertThat(printed.toString())
        .isEqualToIgnoringNewLines(
            "{\"record_timestamp\":\"2026-11-20T10:00:00Z\",\"event_id\":\"m1\","
                + "\"sport_key\":\"nba\",\"commence_time\":\"2026-11-20T12:00:00Z\","
                + "\"home_team\":\"Home\",\"away_team\":\"Away\",\"bookmaker\":\"pinnacle\","
                + "\"bet_type\":\"totals\",\"outcomes\":["
                + "{\"name\":\"Over\",\"point\":5.5,\"price\":1.9},"
                + "{\"name\":\"Under\",\"point\":5.5,\"price\":2.0}],"
                + "\"last_update\":\"2026-11-20T10:00:00Z\"}\n");
    assertThat(summary.produced()).isEqualTo(1);
    assertThat(summary.files().get(0).notInRegistry()).isEqualTo(Map.of(new BetType("made_up"), 1));
  }

  @Test
  void fileThatCannotBeReadDoesNotStopTheOthers() throws Exception {
    Path missing = directory.resolve("missing.json");
    ImportSummary summary =
        run(
            OddsFormat.DECIMAL,
            missing,
            FeedFixture.path(FeedFixture.NFL),
            FeedFixture.path(FeedFixture.NHL_EVENT));

    assertThat(summary.produced()).isEqualTo(14);
    assertThat(summary.complete()).isFalse();
    assertThat(summary.rows(FeedProblem.Kind.FILE))
        .extracting(FeedProblem::toString)
        .containsExactly(
            "file: " + missing + ": there is no such file",
            "file: "
                + FeedFixture.path(FeedFixture.NFL)
                + ": 1636 of 1636 prices are whole and at least 100 or at most -100: read it with"
                + " --odds-format american");
  }

  @Test
  void fileThatBreaksOffIsSentUpToTheBreakAndIsNotComplete() throws Exception {
    Path half = directory.resolve("half.json");
    Files.write(half, Arrays.copyOf(Files.readAllBytes(FeedFixture.path(FeedFixture.NHL)), 45_000));

    ImportSummary summary = run(OddsFormat.DECIMAL, half);

    assertThat(summary.produced()).isEqualTo(84); // see TheOddsApiProblemsTest
    assertThat(summary.complete()).isFalse();
  }

  @Test
  void shiftsEachFileToTheTimeOfItsImport() throws Exception {
    run(
        new FeedImport.Options(
            FeedFixture.files(OddsFormat.DECIMAL), Double.POSITIVE_INFINITY, true),
        FeedFixture.path(FeedFixture.NHL),
        FeedFixture.path(FeedFixture.NHL_EVENT));

    assertThat(kafka.history()).hasSize(184);
    assertThat(kafka.history())
        .extracting(ProducerRecord::timestamp)
        .containsOnly(clock.instant().toEpochMilli());
  }

  @Test
  void keepsTheRate() throws Exception {
    Instant start = clock.instant();
    FeedImport.Options options =
        new FeedImport.Options(FeedFixture.files(OddsFormat.DECIMAL), 10, false);
    feedImport(options, new Pace(10, clock, clock::move))
        .run(List.of(FeedFixture.path(FeedFixture.NHL_EVENT)));

    // 14 events at 10 a second: the last one is due 13 tenths of a second after the first.
    assertThat(clock.instant()).isEqualTo(start.plusMillis(1300));
  }

  @Test
  void recordThatKafkaDoesNotTakeStopsTheImportAndIsNamed() {
    kafka =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public synchronized void flush() {
            errorNext(new InvalidTimestampException("Timestamp is out of range"));
            while (completeNext()) {}
          }
        };

    assertThatExceptionOfType(FeedSendException.class)
        .isThrownBy(() -> run(OddsFormat.DECIMAL, FeedFixture.path(FeedFixture.NHL_EVENT)))
        .withMessage(
            "odds.events did not take b33f30ad5541b19794da293edee78bd3|h2h of unibet_us, observed"
                + " at 2024-03-21T14:11:30Z: Timestamp is out of range");
  }

  @Test
  void clientThatIsClosedStopsTheImport() {
    kafka.close();

    assertThatExceptionOfType(FeedSendException.class)
        .isThrownBy(() -> run(OddsFormat.DECIMAL, FeedFixture.path(FeedFixture.NHL_EVENT)))
        .withMessageContaining("did not take");
  }

  private ImportSummary run(OddsFormat format, Path... files) throws Exception {
    return run(
        new FeedImport.Options(FeedFixture.files(format), Double.POSITIVE_INFINITY, false), files);
  }

  private ImportSummary run(FeedImport.Options options, Path... files)
      throws IOException, InterruptedException {
    Pace unlimited = new Pace(options.perSecond(), clock, clock::move);
    return feedImport(options, unlimited).run(List.of(files));
  }

  private FeedImport feedImport(FeedImport.Options options, Pace pace) {
    return new FeedImport(
        new OddsEventProducer(kafka, "odds.events", PARTITIONS, "import", encoder),
        options,
        clock,
        pace,
        new ProgressBar(new PrintWriter(Writer.nullWriter()), false, clock));
  }
}
