package io.betintel.ev.cli.console;

import io.betintel.ev.ops.Setting;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration on the command line, in the form that settings have: {@code 60s}. */
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Setting<Duration> FORM = Setting.duration("span", "60s", "");

  @Override
  public Duration convert(String text) {
    try {
      return FORM.parse().apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "' is not " + FORM.form());
    }
  }
}
