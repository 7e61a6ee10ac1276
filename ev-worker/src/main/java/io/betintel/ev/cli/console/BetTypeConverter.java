package io.betintel.ev.cli.console;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.InvalidOddsException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A bet type on the command line. */
public final class BetTypeConverter implements ITypeConverter<BetType> {
  @Override
  public BetType convert(String text) {
    try {
      return new BetType(text);
    } catch (InvalidOddsException e) {
      throw new TypeConversionException(
          e.getMessage() + "; ev-worker bet-types list shows all bet types");
    }
  }
}
