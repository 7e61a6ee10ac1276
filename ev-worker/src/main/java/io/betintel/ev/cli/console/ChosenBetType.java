package io.betintel.ev.cli.console;

import io.betintel.ev.odds.BetType;
import picocli.CommandLine.Parameters;

/** {@code NAME}, of commands that are about one bet type. */
public final class ChosenBetType {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = BetTypeConverter.class,
      description = "The bet type, such as player_points.")
  private BetType betType;

  public BetType get() {
    return betType;
  }
}
