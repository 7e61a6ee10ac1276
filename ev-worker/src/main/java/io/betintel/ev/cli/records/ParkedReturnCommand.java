package io.betintel.ev.cli.records;

import io.betintel.ev.cli.console.BetTypeConverter;
import io.betintel.ev.cli.console.SpanConverter;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "return",
    mixinStandardHelpOptions = true,
    description = {
      "Returns a bet type's parked events.",
      "The workers do so by themselves once the type is enabled, so this is for two things: to wait"
          + " until they have (--wait), and to let them return everything that the topic still"
          + " keeps once more (--again): after a purge that was a mistake, or when the books were"
          + " lost. What is in the books already is superseded then, no bet is doubled.",
      "Refused, with the reason, while the type is not served: its events would only be parked"
          + " again.",
      ""
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  asked for, or with --wait done",
      "  1  the type is not served, or with --wait events still wait",
      "  2  wrong usage or configuration"
    })
final class ParkedReturnCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(250);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "The bet type.")
  private BetType betType;

  @Option(names = "--again", description = "Return all that the topic keeps, not only what waits.")
  private boolean again;

  @Option(
      names = "--wait",
      paramLabel = "SPAN",
      converter = SpanConverter.class,
      description = "Wait so long, such as 5m, until none of the type waits.")
  private Duration patience;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (ParkedAccess parked = new ParkedAccess(Configuration.fromEnvironment(System.getenv()))) {
      Optional<String> obstacle = parked.obstacle(betType);
      if (obstacle.isPresent()) {
        err.println("refused: " + obstacle.get());
        return 1;
      }
      long waiting = again ? parked.records().again(betType) : parked.records().waiting(betType);
      out.println(waiting + " parked events of " + betType + " wait to be returned");
      out.flush();
      if (patience == null) {
        return 0;
      }
      long end = System.nanoTime() + patience.toNanos();
      while (waiting > 0 && System.nanoTime() < end) {
        Thread.sleep(LOOK.toMillis());
        waiting = parked.records().waiting(betType);
      }
      if (waiting > 0) {
        err.println(
            waiting
                + " still wait after "
                + patience.toSeconds()
                + " s: do workers run, and does each serve the type? ev-worker status");
        return 1;
      }
      out.println("none waits any more");
      return 0;
    }
  }
}
