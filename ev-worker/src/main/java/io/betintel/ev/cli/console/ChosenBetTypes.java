package io.betintel.ev.cli.console;

import io.betintel.ev.odds.BetType;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code NAME...}, of commands that do the same with one bet type or several. */
public final class ChosenBetTypes {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "The bet types, such as player_points.")
  private List<BetType> betTypes;

  /** Each once, in the order in which they were named. */
  public List<BetType> all() {
    return betTypes.stream().distinct().toList();
  }
}
