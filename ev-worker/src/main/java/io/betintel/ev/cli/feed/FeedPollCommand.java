package io.betintel.ev.cli.feed;

import io.betintel.ev.cli.console.DurationConverter;
import io.betintel.ev.codec.RegistryException;
import io.betintel.ev.feed.FeedPoll;
import io.betintel.ev.feed.ImportReport;
import io.betintel.ev.feed.MissingQuotes;
import io.betintel.ev.feed.PollState;
import io.betintel.ev.feed.PollStop;
import io.betintel.ev.feed.oddsapi.OddsApiConfig;
import io.betintel.ev.feed.oddsapi.OddsApiFeed;
import io.betintel.ev.feed.oddsapi.OddsApiQuota;
import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.ops.SteadyClock;
import io.betintel.ev.worker.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "poll",
    description = {
      "Sends The Odds API's live odds (version 4), again and again.",
      "",
      "The key is EV_ODDS_API_KEY, or the content of the file that EV_ODDS_API_KEY_FILE names; it is"
          + " never printed. EV_ODDS_API_URL sets another address of the API.",
      "",
      "Featured markets (h2h, spreads, totals, outrights and the lay markets) are asked for once"
          + " per sport and region, all others once per event and region. A question costs one"
          + " request of the key's quota for each of its markets. The answers of one poll are joined"
          + " by event; of a bookmaker in several regions, the later last_update counts. Only new or"
          + " changed odds are sent. A market whose prices are all unusable (1.0, 0, null) is sent as"
          + " suspended; so is what was sent before and is missing from several whole answers in a"
          + " row. The record timestamp is the time at which the answer arrived.",
      "",
      "After HTTP 429, 5xx and missing or slow answers it asks again, five times in all, with"
          + " growing pauses; then the poll continues without them. Of an answer that breaks off, the"
          + " complete events are used. Whatever cannot be used is listed after the poll."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  with --once: every question was answered",
      "  1  the key is refused, the quota is at its reserve, Kafka or the registry failed; or,"
          + " with --once, a question was not answered completely",
      "  2  wrong usage or configuration",
      "After Ctrl-C and SIGTERM it finishes sending and remembers what was sent; the code is then"
          + " the signal's, 130 or 143."
    })
final class FeedPollCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(FeedPollCommand.class);
  private static final long LONGEST_END_SECONDS = 20;

  @Mixin private PollQuestion question;
  @Mixin private FeedOptions feed;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "The time from one poll to the next (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  @Option(names = "--once", description = "Poll once and end.")
  private boolean once;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Remember in this file what was sent, so that a restart does not send it again.")
  private Path stateFile;

  @Option(
      names = "--reserve",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop before fewer than N requests of the quota remain (default: ${DEFAULT-VALUE}).")
  private int reserve;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "15s",
      converter = DurationConverter.class,
      description = "How long an answer may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--missing-answers",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Suspend what so many whole answers in a row no longer have (default:"
              + " ${DEFAULT-VALUE}).")
  private int missingAnswers;

  @Option(
      names = "--missing-time",
      paramLabel = "DURATION",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description =
          "The least time from the first of these answers to the last (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration missingTime;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (missingAnswers < 1) {
      throw new ParameterException(
          spec.commandLine(), "--missing-answers is " + missingAnswers + ": at least 1 is needed");
    }
    OddsApiFeed.Options options = question.options(feed.oddsFormat());
    Settings settings = Configuration.fromEnvironment(System.getenv());
    OddsApiConfig api = OddsApiConfig.from(settings);
    if (api.key().isEmpty()) {
      throw new ConfigException(
          "EV_ODDS_API_KEY is not set: set it to the key of The Odds API, or set EV_ODDS_API_KEY_FILE"
              + " to a file that holds the key");
    }
    PollState state = stateFile == null ? PollState.inMemory() : PollState.load(stateFile);
    OddsApiQuota quota = new OddsApiQuota(reserve);
    PollStop stop = new PollStop();
    try (FeedTarget target = feed.open(settings, "odds_api")) {
      FeedPoll poll =
          new FeedPoll(
              new OddsApiFeed(
                  options,
                  OddsApiFeed.client(api, timeout, quota, stop, feed.err()::println),
                  Clock.systemUTC()),
              target.producer(),
              state,
              new MissingQuotes(missingAnswers, missingTime),
              Clock.systemUTC(),
              SteadyClock.now());
      return run(poll, quota, stop, target);
    }
  }

  private int run(FeedPoll poll, OddsApiQuota quota, PollStop stop, FeedTarget target)
      throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, ended), "shutdown"));
    try {
      boolean[] complete = {true};
      Optional<String> end =
          poll.run(
              interval,
              stop,
              result -> {
                print(result, quota);
                complete[0] = result.summary().complete();
                if (once) {
                  stop.request();
                } else {
                  refreshSchema(result, target);
                }
              });
      if (end.isPresent()) {
        feed.err().println(end.get());
        return 1;
      }
      return !once || complete[0] ? 0 : 1;
    } finally {
      ended.countDown();
    }
  }

  /** Reads the schema again, so that the next poll can send a market that the schema lacked. */
  private void refreshSchema(FeedPoll.Result result, FeedTarget target) {
    if (result.summary().files().stream().allMatch(file -> file.notInRegistry().isEmpty())) {
      return;
    }
    try {
      target.refreshSchema();
    } catch (RegistryException | IOException e) {
      feed.err().println("the poll continues with the schema that it has: " + e.getMessage());
    }
  }

  /** Waits until what is being sent is sent and remembered, before the process ends. */
  private static void end(PollStop stop, CountDownLatch ended) {
    stop.request();
    try {
      boolean inTime = ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        LOG.warn(
            "the last poll did not end within {} s: its events may be sent again",
            LONGEST_END_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(FeedPoll.Result result, OddsApiQuota quota) {
    PrintWriter out = feed.out();
    out.print(new ImportReport(result.summary()).text());
    out.println("unchanged: " + result.unchanged());
    if (!quota.text().isEmpty()) {
      out.println(quota.text());
    }
    out.flush();
  }
}
