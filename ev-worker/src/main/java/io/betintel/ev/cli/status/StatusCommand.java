package io.betintel.ev.cli.status;

import io.betintel.ev.cli.console.Screen;
import io.betintel.ev.cli.console.Terminal;
import io.betintel.ev.status.KafkaState;
import io.betintel.ev.status.StatusJson;
import io.betintel.ev.status.StatusReader;
import io.betintel.ev.status.StatusReport;
import io.betintel.ev.status.StatusTargets;
import io.betintel.ev.worker.Configuration;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = {
      "Shows on one screen: servers, topics with their rates, how far the workers lag, the workers,"
          + " the catalogue, and the best bets now.",
      "",
      "Changes nothing. What a server that is away would answer is left out. Rates are measured over"
          + " a second, or between two refreshes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every server answered",
      "  1  one did not; it says which and why",
      "  2  wrong usage or configuration"
    })
public final class StatusCommand implements Callable<Integer> {
  private static final Duration REFRESH = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @Option(names = "--watch", description = "Refresh every 2 seconds, in place, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--json",
      description = "Print one JSON object in one line; with --watch one per refresh.")
  private boolean json;

  @Option(
      names = "--worker",
      paramLabel = "URL",
      description = "Show this worker's counters too, such as http://127.0.0.1:8080.")
  private URI worker;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "Ask the read API too, without a key, such as http://127.0.0.1:8081.")
  private URI api;

  @Override
  public Integer call() throws InterruptedException {
    requireHttp("--worker", worker);
    requireHttp("--api", api);
    PrintWriter out = spec.commandLine().getOut();
    boolean inPlace = watch && !json && Terminal.isAttached();
    StatusScreen status = new StatusScreen(Terminal.colours());
    StatusTargets targets =
        StatusScope.of(Configuration.fromEnvironment(System.getenv()), worker, api);
    Screen screen = new Screen(out);
    Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "cursor"));
    try (StatusReader reader = new StatusReader(targets, Clock.systemUTC())) {
      Optional<KafkaState> before = reader.offsets();
      Thread.sleep(before.isEmpty() ? 0 : MEASURED.toMillis());
      while (true) {
        StatusReport report = reader.read(before);
        if (json) {
          out.println(StatusJson.of(report));
          out.flush();
        } else if (inPlace) {
          screen.show(status.lines(report), Screen.size());
        } else {
          status.lines(report).forEach(out::println);
          out.println();
          out.flush();
        }
        if (!watch) {
          return report.allUp() ? 0 : 1;
        }
        before = Optional.ofNullable(report.kafka().value());
        Thread.sleep(REFRESH.toMillis());
      }
    }
  }

  private void requireHttp(String option, URI url) {
    if (url != null && !String.valueOf(url.getScheme()).matches("https?")) {
      throw new ParameterException(spec.commandLine(), option + " is not an http URL: " + url);
    }
  }
}
