package io.betintel.ev.feed.oddsapi;

import static io.betintel.ev.feed.oddsapi.CannedPayloads.event;
import static io.betintel.ev.feed.oddsapi.CannedPayloads.payload;
import static io.betintel.ev.feed.oddsapi.CannedPayloads.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.FeedPoll;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.feed.ImportReport;
import io.betintel.ev.feed.MissingQuotes;
import io.betintel.ev.feed.OddsEventProducer;
import io.betintel.ev.feed.PollState;
import io.betintel.ev.feed.PollStop;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.ops.MovableClock;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real payloads, errors and slow answers over real HTTP. */
@Timeout(60)
final class OddsApiFeedTest {
  private static final String KEY = "s3cret/key";
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final MovableClock clock = new MovableClock(Instant.parse("2024-03-21T14:12:00Z"));
  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private final PollStop stop = new PollStop();

  @TempDir private Path directory;

  private OddsApiServer server;
  private OddsEventProducer producer;

  @BeforeEach
  void start() throws Exception {
    AvroRuntime.prepare();
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
    producer =
        new OddsEventProducer(
            kafka, "odds.events", 6, "odds_api", OddsEventEncoder.latest(registry));
    server = new OddsApiServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void realPayloadIsSentAtTheTimeOfItsAnswer() throws Exception {
    server.answers(payload(FeedFixture.NHL), Map.of("x-requests-remaining", "499"));

    FeedPoll.Result result = poll(List.of("us"), "h2h", "totals").poll();

    assertThat(result.summary().produced()).isEqualTo(170);
    assertThat(result.summary().complete()).isTrue();
    assertThat(result.end()).isNull();
    assertThat(kafka.history())
        .hasSize(170)
        .extracting(ProducerRecord::timestamp)
        .containsOnly(clock.instant().toEpochMilli());
    assertThat(server.questions())
        .containsExactly(
            "/v4/sports/icehockey_nhl/odds?regions=us&markets=h2h%2Ctotals&oddsFormat=decimal"
                + "&dateFormat=iso&apiKey=s3cret%2Fkey");
  }

  @Test
  void regionsAreJoinedAndTheLaterQuoteOfABookmakerWins() throws Exception {
    server
        .answers(event(quote("fanduel", "14:10:00", 1.9), quote("betmgm", "14:11:00", 1.8)))
        .answers(
            event(
                quote("pinnacle", "14:10:30", 1.95),
                quote("betmgm", "14:10:00", 1.7),
                quote("fanduel", "14:10:01", 2.0)));

    FeedPoll.Result result = poll(List.of("us", "eu"), "h2h").poll();

    assertThat(result.summary().produced()).isEqualTo(3);
    assertThat(Files.readString(directory.resolve("state.json")))
        .contains("\"e1|h2h|betmgm\":{\"sent\":1711030260000,")
        .contains("\"e1|h2h|fanduel\":{\"sent\":1711030201000,")
        .contains("\"e1|h2h|pinnacle\":{\"sent\":1711030230000,");
  }

  @Test
  void restartDoesNotSendUnchangedQuotesAgain() throws Exception {
    byte[] payload = payload(FeedFixture.NHL);
    server.answers(payload, Map.of());
    poll(List.of("us"), "h2h").poll();

    FeedPoll.Result again = poll(List.of("us"), "h2h").poll();

    assertThat(again.unchanged()).isEqualTo(170);
    assertThat(again.summary().produced()).isZero();
    assertThat(kafka.history()).hasSize(170);
  }

  @Test
  void onlyTheBookmakerThatMovedIsSent() throws Exception {
    server
        .answers(event(quote("fanduel", "14:10:00", 1.9), quote("betmgm", "14:11:00", 1.8)))
        .answers(event(quote("fanduel", "14:10:00", 1.91), quote("betmgm", "14:10:59", 1.7)));
    FeedPoll poll = poll(List.of("us"), "h2h");
    poll.poll();

    FeedPoll.Result again = poll.poll(); // one changed without a new time, one is of the past

    assertThat(again.summary().produced()).isEqualTo(1);
    assertThat(again.unchanged()).isEqualTo(1);
  }

  @Test
  void otherMarketsAreAskedForEventByEvent() throws Exception {
    server.answers("[{\"id\":\"b33f30ad\"}]").answers(payload(FeedFixture.NHL_EVENT), Map.of());

    FeedPoll.Result result = poll(List.of("us"), "player_points").poll();

    assertThat(result.summary().produced()).isEqualTo(14);
    assertThat(server.questions())
        .extracting(question -> question.replaceAll("\\?.*", ""))
        .containsExactly(
            "/v4/sports/icehockey_nhl/events", "/v4/sports/icehockey_nhl/events/b33f30ad/odds");
  }

  @Test
  void marketThatTheRegistryGetsLaterIsSentThen() throws Exception {
    server.answers(event(quote("fanduel", "14:10:00", 1.9).replace("h2h", "coin_toss")));
    FeedPoll poll = poll(List.of("us"), "h2h");
    FeedPoll.Result before = poll.poll();
    MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    registry.register(
        Topics.ODDS_EVENTS_SUBJECT,
        new AvroSchema(
            OddsEvent.getClassSchema().toString().replace("\"h2h\"", "\"h2h\",\"coin_toss\"")));
    producer.use(OddsEventEncoder.latest(registry));

    FeedPoll.Result after = poll.poll();

    assertThat(before.summary().produced()).isZero();
    assertThat(before.summary().files().get(0).notInRegistry()).hasSize(1);
    assertThat(after.summary().produced()).isEqualTo(1);
  }

  @Test
  void wrongKeyEndsAtOnceInClearWords() throws Exception {
    server.answers(401, "{\"message\":\"API key s3cret/key is not valid\"}");

    FeedPoll.Result result = poll(List.of("us", "eu"), "h2h").poll();

    assertThat(result.end())
        .isEqualTo(
            "The Odds API refuses the key (HTTP 401: API key ******** is not valid): check"
                + " EV_ODDS_API_KEY or the file that EV_ODDS_API_KEY_FILE names");
    assertThat(server.questions()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void quotaIsNotExhaustedAndWhatWasAnsweredIsSent() throws Exception {
    server.answers(
        event(quote("fanduel", "14:10:00", 1.9)).getBytes(StandardCharsets.UTF_8),
        Map.of("x-requests-remaining", "11", "x-requests-used", "489", "x-requests-last", "2"));
    OddsApiQuota quota = new OddsApiQuota(10);

    FeedPoll.Result result = poll(PATIENT, quota, List.of("us", "eu"), "h2h", "totals").poll();

    assertThat(result.end())
        .startsWith(
            "quota: 11 requests remain, the next question costs up to 2 and 10 are reserved:"
                + " stopped before /v4/sports/icehockey_nhl/odds?regions=eu");
    assertThat(result.summary().produced()).isEqualTo(1);
    assertThat(server.questions()).hasSize(1);
    assertThat(quota.text()).isEqualTo("quota: 11 remain, 489 used, the last question cost 2");
  }

  @Test
  void quotaThatIsUsedUpIsNoWrongKey() throws Exception {
    server.answers(
        401,
        "{\"message\":\"Usage quota has been reached\",\"error_code\":\"OUT_OF_USAGE_CREDITS\"}");

    assertThat(poll(List.of("us"), "h2h").poll().end())
        .startsWith("quota: used up (HTTP 401: Usage quota has been reached)");
  }

  @Test
  void tooManyRequestsWaitsAsLongAsTheServerSays() throws Exception {
    server
        .answers(429, "{}".getBytes(StandardCharsets.UTF_8), Map.of("Retry-After", "7"))
        .answers(event(quote("fanduel", "14:10:00", 1.9)));

    FeedPoll.Result result = poll(List.of("us"), "h2h").poll();

    assertThat(result.summary().produced()).isEqualTo(1);
    assertThat(result.summary().complete()).isTrue();
    assertThat(pauses).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void serverErrorsAreTriedAgainEverMoreSlowlyAndCostOnlyTheirOwnAnswer() throws Exception {
    for (int i = 0; i < 5; i++) {
      server.answers(500, "<html>oops</html>");
    }
    server.answers(event(quote("fanduel", "14:10:00", 1.9)));

    FeedPoll.Result result = poll(List.of("us", "eu"), "h2h").poll();

    assertThat(result.summary().produced()).isEqualTo(1);
    assertThat(result.summary().complete()).isFalse();
    assertThat(result.summary().rows(FeedProblem.Kind.FILE))
        .singleElement()
        .asString()
        .endsWith(": HTTP 500; given up after 5 attempts");
    assertThat(pauses).hasSize(4);
    for (int i = 0; i < 4; i++) {
      // 1, 2, 4, 8 seconds, less up to a half.
      assertThat(pauses.get(i).toMillis()).isBetween(500L << i, 1000L << i);
    }
  }

  @Test
  void wholeEventsBeforeABreakAreSent() throws Exception {
    server.breaksOff(payload(FeedFixture.NHL), 45_000);

    FeedPoll.Result result = poll(List.of("us"), "h2h").poll();

    assertThat(result.summary().produced()).isEqualTo(84); // as of a file, see FeedImportTest
    assertThat(result.summary().complete()).isFalse();
    assertThat(result.end()).isNull();
    assertThat(result.summary().rows(FeedProblem.Kind.FILE))
        .singleElement()
        .asString()
        .contains("broken at line")
        .doesNotContain("s3cret");
  }

  @Test
  void slowAnswerIsGivenUpAndAskedForAgain() throws Exception {
    server.isSilent(() -> {}).answers(event(quote("fanduel", "14:10:00", 1.9)));

    FeedPoll.Result result =
        poll(Duration.ofMillis(300), new OddsApiQuota(0), List.of("us"), "h2h").poll();

    assertThat(result.summary().produced()).isEqualTo(1);
    assertThat(progress).singleElement().asString().contains("no answer within 300 ms");
  }

  @Test
  void quoteOfTheFutureIsReportedAndTheOthersAreSent() throws Exception {
    server.answers(event(quote("fanduel", "14:10:00", 1.9), quote("betmgm", "14:13:01", 1.8)));

    FeedPoll.Result result = poll(List.of("us"), "h2h").poll();

    assertThat(result.summary().produced()).isEqualTo(1);
    assertThat(result.summary().complete()).isTrue();
    assertThat(result.summary().rows(FeedProblem.Kind.LAST_UPDATE))
        .singleElement()
        .asString()
        .contains("betmgm")
        .contains("2024-03-21T14:13:01Z: more than a minute after it was observed");
  }

  @Test
  void keyIsInNoMessage() throws Exception {
    server.answers(422, "{\"message\":\"bad apiKey=s3cret%2Fkey or s3cret/key\"}");
    FeedPoll.Result refused = poll(List.of("us"), "h2h").poll();
    int closedPort;
    try (ServerSocket socket = new ServerSocket(0)) {
      closedPort = socket.getLocalPort();
    }
    OddsApiConfig nowhere = new OddsApiConfig("http://127.0.0.1:" + closedPort, KEY);
    FeedPoll.Result unreachable =
        poll(nowhere, PATIENT, new OddsApiQuota(0), List.of("us"), "h2h").poll();

    assertThat(new ImportReport(refused.summary()).text())
        .contains("HTTP 422: bad apiKey=******** or ********");
    assertThat(new ImportReport(unreachable.summary()).text())
        .contains("given up after 5 attempts");
    assertThat(
            new ImportReport(refused.summary()).json()
                + new ImportReport(unreachable.summary()).text()
                + progress
                + nowhere)
        .doesNotContain("s3cret");
  }

  @Test
  void stopEndsTheWaitForAnAnswerAndSendsNothingHalf() throws Exception {
    server.isSilent(stop::request);

    Optional<String> end =
        poll(List.of("us"), "h2h").run(Duration.ofMinutes(1), stop, result -> {});

    assertThat(end).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(kafka.history()).isEmpty();
  }

  @Test
  void pollsAgainUntilItIsStopped() throws Exception {
    server.answers(event(quote("fanduel", "14:10:00", 1.9)));
    List<FeedPoll.Result> results = new ArrayList<>();

    Optional<String> end =
        poll(List.of("us"), "h2h")
            .run(
                Duration.ofMillis(1),
                stop,
                result -> {
                  results.add(result);
                  if (results.size() == 3) {
                    stop.request();
                  }
                });

    assertThat(end).isEmpty();
    assertThat(results).extracting(FeedPoll.Result::unchanged).containsExactly(0, 1, 1);
  }

  private FeedPoll poll(List<String> regions, String... markets) {
    return poll(PATIENT, new OddsApiQuota(0), regions, markets);
  }

  private FeedPoll poll(
      Duration timeout, OddsApiQuota quota, List<String> regions, String... markets) {
    return poll(new OddsApiConfig(server.url(), KEY), timeout, quota, regions, markets);
  }

  private FeedPoll poll(
      OddsApiConfig config,
      Duration timeout,
      OddsApiQuota quota,
      List<String> regions,
      String... markets) {
    return new FeedPoll(
        new OddsApiFeed(
            new OddsApiFeed.Options(
                List.of("icehockey_nhl"), regions, List.of(markets), OddsFormat.DECIMAL),
            new OddsApiClient(
                config,
                timeout,
                quota,
                new Backoff(new Random(1)),
                pauses::add,
                stop,
                progress::add),
            clock),
        producer,
        PollState.load(directory.resolve("state.json")),
        MissingQuotes.DEFAULT,
        clock,
        clock);
  }
}
