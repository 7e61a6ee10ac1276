package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.feed.footballdata.FootballDataReader;
import io.betintel.ev.harness.FeedProcesses;
import io.betintel.ev.harness.FeedProcesses.Run;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command, as its own process, against real servers; read back as the worker reads. */
@ExtendWith(LocalStackExtension.class)
final class FeedImportIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private LocalStack stack;
  private FeedProcesses feed;

  /** Other tests may have registered bet types that are in the files. */
  @BeforeAll
  static void forgetBetTypes(LocalStack running) {
    running.registry().wipe();
  }

  @BeforeEach
  void registerTheSchema(LocalStack running) throws Exception {
    stack = running;
    feed = new FeedProcesses(stack, directory);
  }

  @Test
  @Tag("full")
  void worksReadersSeeEveryDecimalFile() throws Exception {
    feed.createTopic();

    Run run =
        run(
            "--json",
            path(FeedFixture.SEASON),
            path(FeedFixture.NHL),
            path(FeedFixture.NHL_EVENT),
            path(FeedFixture.ALTERNATES));

    assertThat(run.err()).contains("E0_2023-24.csv: 7207 of 7207");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode summary = JSON.readTree(run.out());
    // 7207 of the season, 170 and 14 of the NHL; the alternate spreads are no symbol of ours.
    assertThat(summary.path("produced").intValue()).isEqualTo(7391);
    assertThat(summary.path("complete").booleanValue()).isTrue();
    assertThat(summary.path("problems")).isEmpty();
    assertThat(summary.path("files").path(3).path("not_in_registry"))
        .hasToString("{\"alternate_spreads\":1}");
    List<MarketSnapshot> snapshots = feed.readBack();
    assertThat(byBetType(snapshots))
        .isEqualTo(Map.of("h2h", 4366, "spreads", 1520, "totals", 1505));
    assertThat(snapshots)
        .contains(
            FeedFixture.read(new FootballDataReader(Clock.systemUTC()), FeedFixture.SEASON)
                .snapshots()
                .get(0));
  }

  @Test
  void worksReadersSeeEveryAmericanFileAtTheTimeItWasObserved() throws Exception {
    feed.createTopic();

    Run run = run("--odds-format", "american", path(FeedFixture.NFL), path(FeedFixture.PROPS));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "     281  h2h\n", "      15  h2h_lay: not sent, the registry's schema lacks it\n")
        .endsWith("produced: 803\n");
    List<MarketSnapshot> snapshots = feed.readBack();
    assertThat(byBetType(snapshots)).isEqualTo(Map.of("h2h", 281, "spreads", 267, "totals", 255));
    assertThat(snapshots)
        .extracting(MarketSnapshot::observedAt)
        .containsOnly(Instant.parse("2021-11-25T11:55:00Z"));
  }

  @Test
  void fileThatIsNotThereFailsTheCommandAfterTheOthers() throws Exception {
    feed.createTopic();

    Run run = run(directory.resolve("none.json").toString(), path(FeedFixture.NHL_EVENT));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("none.json: there is no such file").endsWith("produced: 14\n");
    assertThat(feed.readBack()).hasSize(14);
  }

  @Test
  void missingTopicIsNamedWithTheCommandThatCreatesIt() throws Exception {
    Run run = run(path(FeedFixture.NHL_EVENT));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "topic " + feed.topic() + " is missing: create it with \"ev-worker topics\"\n");
  }

  @Test
  @Tag("full")
  void registryThatIsDownIsNamedInOneLine() throws Exception {
    feed.with("EV_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1");

    Run run = run("--wait", "1ms", path(FeedFixture.NHL_EVENT));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("http://127.0.0.1:1 did not answer");
    assertThat(run.err().lines()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  @Tag("full")
  void urlThatIsNoRegistrysIsSaidToBe() throws Exception {
    feed.with("EV_SCHEMA_REGISTRY_URL", stack.registry().url() + "/nowhere");

    Run run = run("--wait", "1ms", path(FeedFixture.NHL_EVENT));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("answers 404 for odds.events-value: the URL is probably not a registry's");
  }

  @Test
  void wrongUsageIsTwo() throws Exception {
    assertThat(run("--rate", "0", path(FeedFixture.NHL)).exit()).isEqualTo(2);
    assertThat(run("--odds-format", "fractional", path(FeedFixture.NHL)).err())
        .contains("'fractional' is neither american nor decimal");
    feed.without("EV_KAFKA_BOOTSTRAP_SERVERS");
    Run unset = run(path(FeedFixture.NHL));
    assertThat(unset.exit()).isEqualTo(2);
    assertThat(unset.err()).startsWith("EV_KAFKA_BOOTSTRAP_SERVERS is not set");
  }

  private Run run(String... arguments) throws Exception {
    return feed.run(
        Stream.concat(Stream.of("import"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static String path(String name) {
    return FeedFixture.path(name).toString();
  }

  private static Map<String, Integer> byBetType(List<MarketSnapshot> snapshots) {
    Map<String, Integer> counts = new TreeMap<>();
    snapshots.forEach(snapshot -> counts.merge(snapshot.betType().symbol(), 1, Integer::sum));
    return counts;
  }
}
