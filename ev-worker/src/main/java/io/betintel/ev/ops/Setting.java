package io.betintel.ev.ops;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One configuration key. Keys are environment variables and public API.
 *
 * @param key such as {@code EV_HTTP_PORT}
 * @param form the accepted values, for people, such as {@code a whole number from 0 to 65535}
 * @param defaultText the default, as a user would write it; empty if the key is required
 * @param doc one line
 * @param secret true if the value is never shown; {@code <key>_FILE} may name a file that holds it
 */
public record Setting<T>(
    String key,
    String form,
    Optional<String> defaultText,
    String doc,
    boolean secret,
    Function<String, T> parse) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  public Setting(
      String key,
      String form,
      String defaultText,
      String doc,
      boolean secret,
      Function<String, T> parse) {
    this(key, form, Optional.of(defaultText), doc, secret, parse);
  }

  /** The same setting, but required. */
  public Setting<T> required() {
    return new Setting<>(key, form, Optional.empty(), doc, secret, parse);
  }

  public static Setting<String> text(String key, String defaultText, String form, String doc) {
    return new Setting<>(key, form, defaultText, doc, false, Function.identity());
  }

  /**
   * The address of a server, without a default.
   *
   * @param check throws {@link Address.UnusableException} for what is not one
   */
  public static <T> Setting<T> address(
      String key, String form, String doc, Function<String, T> check) {
    return new Setting<>(key, form, Optional.empty(), doc, false, check);
  }

  /** Text that is never shown and may come from a file; the default is empty. */
  public static Setting<String> secret(String key, String doc) {
    return new Setting<>(key, "text, or a file named by " + key + "_FILE", "", doc, true, s -> s);
  }

  public static Setting<Integer> integer(
      String key, int defaultValue, int least, int most, String doc) {
    return new Setting<>(
        key,
        "a whole number from " + least + " to " + most,
        Integer.toString(defaultValue),
        doc,
        false,
        text -> {
          int value = Integer.parseInt(text);
          if (value < least || value > most) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        });
  }

  public static Setting<Boolean> flag(String key, boolean defaultValue, String doc) {
    return new Setting<>(
        key,
        "true or false",
        Boolean.toString(defaultValue),
        doc,
        false,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("neither true nor false");
            });
  }

  /** A duration of at least a millisecond, such as {@code 20ms}, {@code 30s}, {@code 7d}. */
  public static Setting<Duration> duration(String key, String defaultText, String doc) {
    return new Setting<>(
        key, "a number with ms, s, m, h or d, such as 30s", defaultText, doc, false, Setting::span);
  }

  /** The same, but zero is accepted and means that nothing is done. */
  public static Setting<Duration> durationOrNone(String key, String defaultText, String doc) {
    return new Setting<>(
        key,
        "a number with ms, s, m, h or d, such as 30s; 0s for none",
        defaultText,
        doc,
        false,
        Setting::spanOrZero);
  }

  /** A duration of at least a millisecond and no more than {@code most}. */
  public static Setting<Duration> duration(
      String key, String defaultText, Duration most, String doc) {
    return new Setting<>(
        key,
        "a number with ms, s, m, h or d, up to " + most.toMillis() + "ms",
        defaultText,
        doc,
        false,
        text -> {
          Duration span = span(text);
          if (span.compareTo(most) > 0) {
            throw new IllegalArgumentException("too long");
          }
          return span;
        });
  }

  private static Duration span(String text) {
    Duration span = spanOrZero(text);
    if (span.isZero()) {
      throw new IllegalArgumentException("zero");
    }
    return span;
  }

  private static Duration spanOrZero(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a duration");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
