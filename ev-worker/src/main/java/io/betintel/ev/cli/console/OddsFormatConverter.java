package io.betintel.ev.cli.console;

import io.betintel.ev.odds.OddsFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An odds format in the words of The Odds API's own parameter. */
public final class OddsFormatConverter implements ITypeConverter<OddsFormat> {
  @Override
  public OddsFormat convert(String text) {
    return switch (text) {
      case "american" -> OddsFormat.AMERICAN;
      case "decimal" -> OddsFormat.DECIMAL;
      default ->
          throw new TypeConversionException("'" + text + "' is neither american nor decimal");
    };
  }
}
