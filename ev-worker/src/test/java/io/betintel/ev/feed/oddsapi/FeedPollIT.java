package io.betintel.ev.feed.oddsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.harness.FeedProcesses;
import io.betintel.ev.harness.FeedProcesses.Run;
import io.betintel.ev.harness.FeedProcesses.Running;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command, as its own process, between a server that plays The Odds API and a real Kafka. */
@ExtendWith(LocalStackExtension.class)
final class FeedPollIT {
  private static final String KEY = "s3cret/key";

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir private Path directory;

  private OddsApiServer server;
  private FeedProcesses feed;

  @BeforeEach
  void start(LocalStack stack) throws Exception {
    server = new OddsApiServer();
    feed =
        new FeedProcesses(stack, directory)
            .createTopic()
            .with("EV_ODDS_API_URL", server.url())
            .with("EV_ODDS_API_KEY", KEY);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @Tag("full")
  void aRestartGoesOnWhereTheTerminatedPollWas() throws Exception {
    server.answers(Files.readAllBytes(FeedFixture.path(FeedFixture.NHL)), Map.of());
    Running first = feed.start(arguments("us", "--interval", "500ms"));
    await().atMost(Duration.ofSeconds(60)).until(() -> server.questions().size() >= 3);
    first.process().destroy();

    assertThat(first.end().exit()).isEqualTo(143); // 128 + SIGTERM
    assertThat(feed.readBack()).as("each quote once, for all polls").hasSize(170);

    server.answers(event(quote("fanduel", now, 1.9))); // once the old answer is given again
    Run same = poll("us", "--once");
    Run more = poll("us", "--once");

    assertThat(same.exit()).as(same.err()).isZero();
    assertThat(same.out()).contains("produced: 0\n").contains("unchanged: 170");
    assertThat(more.exit()).as(more.err()).isZero();
    assertThat(more.out()).contains("produced: 1\n").contains("unchanged: 0");
    assertThat(feed.readBack()).hasSize(171);
  }

  @Test
  void troubleIsNamedAndCostsNothingOfWhatWasGood() throws Exception {
    server
        .answers(500, "<html>oops</html>") // us, once
        .answers(event(quote("fanduel", now, 1.9)))
        .answers(event(quote("betfair_ex_uk", now, 2.0))) // uk
        .breaksOff(Files.readAllBytes(FeedFixture.path(FeedFixture.NHL)), 45_000) // eu
        .answers( // au: this bookmaker's clock is two hours ahead
            event(quote("sportsbet", now.plus(2, ChronoUnit.HOURS), 2.1), quote("tab", now, 2.2)));

    Run run = poll("us,uk,eu,au", "--once");

    assertThat(run.exit()).as("an answer was not whole").isEqualTo(1);
    assertThat(run.err())
        .contains(
            "regions=us&markets=h2h&oddsFormat=decimal&dateFormat=iso: HTTP 500; trying again")
        .doesNotContain("Exception");
    assertThat(run.out())
        .contains("regions=eu")
        .contains("broken at line")
        .contains("sportsbet")
        .contains("more than a minute after it was observed")
        // 84 before the break (FeedImportTest counts them in the file), fanduel, betfair and tab.
        .contains("produced: 87\n");
    List<MarketSnapshot> snapshots = feed.readBack();
    assertThat(snapshots).hasSize(87);
    assertThat(snapshots)
        .extracting(MarketSnapshot::bookmaker)
        .contains(new Bookmaker("betfair_ex_uk"), new Bookmaker("tab"))
        .doesNotContain(new Bookmaker("sportsbet"));
    assertThat(snapshots)
        .extracting(MarketSnapshot::observedAt)
        .as("the record timestamp is when the answer arrived")
        .allMatch(time -> !time.isBefore(now));
  }

  @Test
  @Tag("full")
  void silentServerIsAskedAgain() throws Exception {
    server.isSilent(() -> {}).answers(event(quote("fanduel", now, 1.9)));

    Run run = poll("us", "--once", "--timeout", "10s");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err())
        .contains(
            "regions=us&markets=h2h&oddsFormat=decimal&dateFormat=iso: no answer within 10000 ms;");
    assertThat(feed.readBack()).hasSize(1);
  }

  @Test
  @Tag("full")
  void wrongAndMissingKeysEndInClearWords() throws Exception {
    server.answers(401, "{\"message\":\"API key " + KEY + " is not valid\"}");

    Run wrong = poll("us");

    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err())
        .isEqualToNormalizingNewlines(
            "The Odds API refuses the key (HTTP 401: API key ******** is not valid): check"
                + " EV_ODDS_API_KEY or the file that EV_ODDS_API_KEY_FILE names\n");
    feed.without("EV_ODDS_API_KEY");
    Run missing = poll("us");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).startsWith("EV_ODDS_API_KEY is not set");
  }

  @Test
  @Tag("full")
  void quotaThatEndsLeavesWhatWasAnsweredSent() throws Exception {
    server.answers(
        event(quote("fanduel", now, 1.9)).getBytes(StandardCharsets.UTF_8),
        Map.of("x-requests-remaining", "10", "x-requests-used", "490", "x-requests-last", "1"));

    Run reserved = poll("us,eu", "--reserve", "10");

    assertThat(reserved.exit()).isEqualTo(1);
    assertThat(reserved.err()).startsWith("quota: 10 requests remain, the next question costs up");
    assertThat(reserved.out()).contains("produced: 1\n").contains("quota: 10 remain, 490 used");
    assertThat(server.questions()).hasSize(1);
    assertThat(feed.readBack()).hasSize(1);
  }

  private Run poll(String regions, String... more) throws Exception {
    Run run = feed.run(arguments(regions, more));
    assertThat(run.out() + run.err()).doesNotContain("s3cret");
    return run;
  }

  private String[] arguments(String regions, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("poll", "--sports", "icehockey_nhl", "--markets", "h2h", "--regions", regions));
    arguments.addAll(List.of("--state", directory.resolve("state.json").toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private String event(String... quotes) {
    return """
    [{"id":"e1","sport_key":"icehockey_nhl","commence_time":"%s",
      "home_team":"A","away_team":"B","bookmakers":[%s]}]
    """
        .formatted(now.plus(5, ChronoUnit.HOURS), String.join(",", quotes));
  }

  private static String quote(String bookmaker, Instant time, double price) {
    return """
    {"key":"%s","markets":[{"key":"h2h","last_update":"%s",
      "outcomes":[{"name":"A","price":%s},{"name":"B","price":2.0}]}]}
    """
        .formatted(bookmaker, time, price);
  }
}
