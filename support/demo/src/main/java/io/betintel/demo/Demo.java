package io.betintel.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole path on this machine: real Kafka, PostgreSQL, Redis and a schema registry on"
          + " free loopback ports, the worker as its own process, and real odds.",
      "",
      "Live, without --once: the events of every file in feeds/ are moved into the coming hours and"
          + " days (a season's matches move closer together), and all their quotes are sent again and again as quotes of now. The first pass"
          + " has the real prices. After it the PRICE STEPS ARE SIMULATED: each market copies the"
          + " price moves of one market of the season, from the opening to the closing price, in"
          + " four steps there and four back. A table shows the best bets and refreshes in place; if"
          + " standard output is no terminal, a line comes every 5 seconds instead. Addresses of all"
          + " servers are printed. NO_COLOR=1 turns colours off.",
      "",
      "With --once: the football season and the NHL and NFL files are imported as they were onto"
          + " replay topics, with one unknown bet type and five broken records among"
          + " them. Nothing is simulated.",
      "",
      "Ctrl-C and SIGTERM end the worker and every server and delete their data. The next"
          + " demo first ends what a killed one left running.",
      ""
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "    0  --once: every record that was produced is accounted for; live: --seconds are over",
      "    1  it failed, or the worker's counters do not agree with Kafka's, or the command of --with"
          + " failed",
      "    2  wrong usage",
      "  130  ended by Ctrl-C, 143 by SIGTERM, with everything that it started"
    })
final class Demo implements Callable<Integer> {
  private static final int FASTEST = 5000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--once",
      description = "Import the files as they were, print the result and stop.")
  private boolean once;

  @Option(
      names = "--story",
      paramLabel = "NAME",
      description =
          "Tell a story instead. bet-type: an unknown bet type arrives, waits, is enabled,"
              + " disabled and enabled again, with the counts at each step; exit code 0 only if they are"
              + " as promised.")
  private String told;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Live: stop after N seconds (default: go on until Ctrl-C).")
  private Integer seconds;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Live: at most N quotes a second, 1 to 5000 (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Live: the same seed gives the same order and the same simulated prices (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--with",
      paramLabel = "COMMAND",
      description =
          "Run this by sh, with the worker's EV_* environment: a producer of your own, whose events"
              + " are then priced beside the others. With --once after the files, else before the"
              + " first quote.")
  private String command;

  @Option(
      names = "--json",
      description = "With --once: print the result as one JSON object in the last line.")
  private boolean json;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The project's folder (default: the current one).")
  private Path home;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "For the servers' data, one demo at a time; it is deleted at the end (default:"
              + " support/demo/target/run in the project's folder).")
  private Path directory;

  private Demo() {}

  public static void main(String[] args) {
    CommandLine demo = new CommandLine(new Demo());
    demo.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          return 1;
        });
    System.exit(demo.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    Story story = story(out);
    Path data = directory == null ? home.resolve("support/demo/target/run") : directory;
    try (Ending ending = Ending.atExit(data, out)) {
      try {
        return story.tell(DemoRun.start(home, ending, story.topics(), out));
      } catch (Exception e) {
        if (ending.begunOrBegins()) {
          return 0; // the servers are ending; the exit code is the signal's
        }
        throw e;
      }
    }
  }

  private Story story(PrintStream out) {
    if (told != null) {
      require(told.equals("bet-type"), "--story is " + told + ": accepted is bet-type");
      require(!once && seconds == null && command == null && !json, "--story goes alone");
      return new BetTypeStory(out);
    }
    if (once) {
      require(seconds == null, "--seconds is for the live demo, not for --once");
      return new ReplayStory(command, json, out);
    }
    require(!json, "--json is for --once");
    require(rate >= 1 && rate <= FASTEST, "--rate is " + rate + ": accepted is 1 to 5000");
    require(seconds == null || seconds > 0, "--seconds must be above 0");
    return new LiveStory(
        new LiveStory.Options(
            new LiveFeed.Options(rate, seed),
            command,
            seconds == null ? null : Duration.ofSeconds(seconds)),
        out);
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
