package io.betintel.ev.cli.feed;

import io.betintel.ev.cli.console.OddsFormatConverter;
import io.betintel.ev.cli.console.WaitOption;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.ops.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every feed command, and its output. */
final class FeedOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--odds-format",
      paramLabel = "FORMAT",
      defaultValue = "decimal",
      converter = OddsFormatConverter.class,
      description =
          "How The Odds API's prices are written: american or decimal (default: decimal). The"
              + " answers do not say which; odds that clearly are the other format are refused.")
  private OddsFormat oddsFormat;

  @Mixin private WaitOption wait;

  OddsFormat oddsFormat() {
    return oddsFormat;
  }

  /**
   * Waits for the servers.
   *
   * @param name the feed's, for the worker's metrics
   */
  FeedTarget open(Settings settings, String name) throws Exception {
    return FeedTarget.open(settings, name, wait.patience(), err()::println);
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
