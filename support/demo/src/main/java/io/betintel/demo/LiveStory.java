package io.betintel.demo;

import io.betintel.ev.cli.console.Screen;
import io.betintel.ev.cli.console.Terminal;
import io.betintel.ev.cli.status.StatusScope;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFiles;
import io.betintel.ev.feed.OddsTopic;
import io.betintel.ev.feed.footballdata.FootballDataReader;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.status.StatusReader;
import io.betintel.ev.status.StatusReport;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/**
 * Sends the real files, moved to now, again and again with simulated price steps, and shows the
 * results.
 */
final class LiveStory implements Story {
  static final Topics TOPICS = new Topics("");

  private static final Duration REFRESH = Duration.ofSeconds(1);

  /** More than any window has lines for. */
  private static final int MOST_BETS = 200;

  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final Map<String, OddsFormat> FILES =
      new TreeMap<>(
          Map.of(
              "football-data_E0_2023-24.csv", OddsFormat.DECIMAL,
              "nhl_odds_us_decimal_2024-03-21.json", OddsFormat.DECIMAL,
              "nhl_event_odds_us_2024-03-21.json", OddsFormat.DECIMAL,
              "nfl_historical_us_american_2022.json", OddsFormat.AMERICAN,
              "nfl_historical_event_alternate_spreads.json", OddsFormat.DECIMAL,
              "nfl_player_props_us_american_2025-10-25_cut.json", OddsFormat.AMERICAN));

  private final Options options;
  private final PrintStream out;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param feed the rate and the seed
   * @param command the user's producer, which runs first; null without one
   * @param length when to stop; null for never
   */
  record Options(LiveFeed.Options feed, String command, Duration length) {}

  LiveStory(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  @Override
  public Topics topics() {
    return TOPICS;
  }

  @Override
  public int tell(DemoRun run) throws Exception {
    if (options.command() != null) {
      run.runCommand(options.command());
    }
    Settings settings = new Settings(run.environment());
    LiveFeed feed = feed(run, settings).start();
    run.ending().closeFirst(feed);
    StatusReader reader =
        new StatusReader(StatusScope.of(settings, run.workerUrl()), clock, MOST_BETS);
    run.ending().closeFirst(reader);
    if (Terminal.isAttached()) {
      PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
      Screen screen = new Screen(writer);
      run.ending().giveBack(screen);
      Paint paint = new Paint(Terminal.colours());
      watch(
          run,
          feed,
          reader,
          REFRESH,
          page -> {
            Screen.Size size = Screen.size();
            screen.show(page.lines(size, paint), size);
          });
    } else {
      run.addresses().forEach(address -> out.println(address.line()));
      out.println(LivePage.SIMULATED);
      watch(run, feed, reader, LINE_EVERY, page -> out.println(page.line()));
    }
    return 0;
  }

  /** Takes a page. */
  private interface View {
    void show(LivePage page);
  }

  private void watch(DemoRun run, LiveFeed feed, StatusReader reader, Duration refresh, View view)
      throws InterruptedException {
    long begun = System.nanoTime();
    StatusReport before = null;
    while (!run.ending().begun() && !out.checkError() && !isOver(begun)) {
      Moment moment = Moment.of(feed, reader);
      StatusReport report =
          reader.read(Optional.ofNullable(before).map(last -> last.kafka().value()));
      run.requireWorker();
      view.show(new LivePage(report, moment, run.addresses()));
      before = report;
      Thread.sleep(Math.min(refresh.toMillis(), left(begun).toMillis()));
    }
  }

  private boolean isOver(long begun) {
    return left(begun).isZero();
  }

  private Duration left(long begun) {
    if (options.length() == null) {
      return Duration.ofDays(1);
    }
    Duration left = options.length().minusNanos(System.nanoTime() - begun);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static FeedFiles files(OddsFormat format) {
    return new FeedFiles(
        List.of(new TheOddsApiReader(format), new FootballDataReader(Clock.systemUTC())));
  }

  private LiveFeed feed(DemoRun run, Settings settings) throws Exception {
    run.steps().begin("feed");
    List<LiveFile> files = new ArrayList<>();
    List<MarketSnapshot> snapshots = new ArrayList<>();
    for (Map.Entry<String, OddsFormat> file : FILES.entrySet()) {
      FeedFile read = files(file.getValue()).read(run.feedFile(file.getKey()));
      snapshots.addAll(read.snapshots());
      files.add(LiveFile.of(read));
    }
    PriceMoves moves = PriceMoves.measure(snapshots);
    KafkaConfig kafka = KafkaConfig.from(settings);
    OddsTopic topic = new OddsTopic(kafka, TOPICS.oddsEvents());
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      LiveFeed feed =
          new LiveFeed(
              files,
              new PriceSteps(moves, options.feed().seed()),
              options.feed(),
              topic,
              topic.partitions(admin),
              OddsEventEncoder.latest(run.registry()),
              clock);
      run.steps()
          .done(
              "%d quotes of %d files, at most %.0f a second; price steps after %d moves, median %.0f %%"
                  .formatted(
                      files.stream().mapToInt(file -> file.quotes().size()).sum(),
                      files.size(),
                      options.feed().perSecond(),
                      moves.size(),
                      100 * Math.expm1(moves.median())));
      return feed;
    }
  }
}
