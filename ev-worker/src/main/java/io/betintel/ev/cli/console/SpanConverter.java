package io.betintel.ev.cli.console;

import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time on the command line, or how long ago it was: {@code 26h}. */
public final class SpanConverter implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    if (!text.matches("\\d+[a-z]+")) {
      return new TimeConverter().convert(text);
    }
    try {
      return Instant.now().minus(new DurationConverter().convert(text));
    } catch (TypeConversionException e) {
      throw new TypeConversionException(
          "'" + text + "' is neither a time nor how long ago it was, such as 26h");
    }
  }
}
