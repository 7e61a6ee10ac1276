package io.betintel.ev.cli.bettypes;

import io.betintel.ev.cli.console.DurationConverter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * When something ends: an ISO-8601 time, the end of a UTC day, or a span from now such as {@code
 * 14d}. It is given as a function of now, so that no clock is read here.
 */
final class ExpiryConverter implements ITypeConverter<UnaryOperator<Instant>> {
  @Override
  public UnaryOperator<Instant> convert(String text) {
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        Instant end = LocalDate.parse(text).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        return now -> end;
      }
      if (text.contains("T")) {
        Instant end = Instant.parse(text);
        return now -> end;
      }
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + text + "' is no date and no ISO-8601 time");
    }
    return now -> now.plus(new DurationConverter().convert(text));
  }
}
