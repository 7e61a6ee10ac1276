package io.betintel.ev.cli.feed;

import io.betintel.ev.feed.oddsapi.OddsApiFeed;
import io.betintel.ev.odds.OddsFormat;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a poll asks for, in The Odds API's words. */
final class PollQuestion {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--sports",
      required = true,
      split = ",",
      paramLabel = "SPORT",
      description = "Which sports, such as icehockey_nhl,soccer_epl.")
  private List<String> sports;

  @Option(
      names = "--regions",
      split = ",",
      paramLabel = "REGION",
      defaultValue = "us,eu",
      description = "Whose bookmakers: us, us2, uk, eu, au, ... (default: ${DEFAULT-VALUE}).")
  private List<String> regions;

  @Option(
      names = "--markets",
      split = ",",
      paramLabel = "MARKET",
      defaultValue = "h2h,spreads,totals",
      description = "Which markets; they are the bet types (default: ${DEFAULT-VALUE}).")
  private List<String> markets;

  /**
   * @throws ParameterException if a name cannot be one
   */
  OddsApiFeed.Options options(OddsFormat format) {
    return new OddsApiFeed.Options(
        names("--sports", sports),
        names("--regions", regions),
        names("--markets", markets),
        format);
  }

  private List<String> names(String option, List<String> names) {
    for (String name : names) {
      if (!name.matches("[a-z0-9_]{1,64}")) {
        throw new ParameterException(
            spec.commandLine(),
            option
                + " has \""
                + name
                + "\": accepted are lower-case letters, digits and underscores, comma-separated");
      }
    }
    return names;
  }
}
