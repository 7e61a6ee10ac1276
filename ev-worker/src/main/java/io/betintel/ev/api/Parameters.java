package io.betintel.ev.api;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request's query parameters. Whatever is not understood is a {@link Problem} with status 400.
 */
public final class Parameters {
  private static final int LONGEST_TEXT = 1000;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final Map<String, List<String>> given;

  /**
   * @param known every parameter that the route understands
   * @throws Problem 400 naming a parameter that is not among them: a mistyped filter must not be
   *     ignored
   */
  public Parameters(Context request, Set<String> known) {
    this(request.queryParamMap(), known);
  }

  public Parameters(Map<String, List<String>> given, Set<String> known) {
    requireKnown(given, known);
    this.given = given;
  }

  private static void requireKnown(Map<String, List<String>> given, Set<String> known) {
    for (Map.Entry<String, List<String>> each : given.entrySet()) {
      if (!known.contains(each.getKey())) {
        throw Problem.badParameter(
            printable(each.getKey()),
            each.getValue().stream().findFirst().map(Parameters::printable).orElse(null),
            "unknown parameter; "
                + (known.isEmpty()
                    ? "this route accepts none"
                    : "this route accepts " + String.join(", ", new TreeSet<>(known)))
                + (HiddenKeys.namesSecret(each.getKey())
                    ? "; a key is sent as Authorization: Bearer KEY or as X-Api-Key: KEY"
                    : ""));
      }
    }
  }

  /** For a route that understands no parameter. */
  public static void none(Context request) {
    requireKnown(request.queryParamMap(), Set.of());
  }

  /** Of the path. */
  public static String path(Context request, String name) {
    return plain(name, request.pathParam(name));
  }

  /** A text without control characters, at most {@value #LONGEST_TEXT} characters. */
  public Optional<String> text(String name) {
    return single(name).map(value -> plain(name, value));
  }

  /** Each of a parameter that may be repeated. */
  public List<String> texts(String name) {
    return given.getOrDefault(name, List.of()).stream().map(value -> plain(name, value)).toList();
  }

  public OptionalDouble number(String name) {
    Optional<String> value = single(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    double number;
    try {
      number = Double.parseDouble(value.get());
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    // Java would read 0x1p3 and 1d too.
    if (!Double.isFinite(number) || !value.get().matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
      throw bad(name, value.get(), "a number is accepted, such as 0.025");
    }
    return OptionalDouble.of(number);
  }

  public int whole(String name, int usual, int least, int most) {
    Optional<String> value = single(name);
    if (value.isEmpty()) {
      return usual;
    }
    int number = value.get().matches("[0-9]{1,9}") ? Integer.parseInt(value.get()) : -1;
    if (number < least || number > most) {
      throw bad(name, value.get(), "a whole number from " + least + " to " + most + " is accepted");
    }
    return number;
  }

  public Optional<Instant> time(String name) {
    return single(name).map(value -> time(name, value));
  }

  /** One of a few words. */
  public Optional<String> word(String name, List<String> accepted) {
    Optional<String> value = single(name);
    if (value.isPresent() && !accepted.contains(value.get())) {
      throw bad(name, value.get(), "one of " + String.join(", ", accepted) + " is accepted");
    }
    return value;
  }

  /** True or false; false if it is not given. */
  public boolean flag(String name) {
    return word(name, List.of("true", "false")).filter("true"::equals).isPresent();
  }

  /** The text as it was sent, without any check. */
  public Optional<String> single(String name) {
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw bad(name, String.join(", ", values), "it may be given once");
    }
    return values.stream().findFirst();
  }

  private static Instant time(String name, String value) {
    try {
      return instant(value);
    } catch (DateTimeException e) {
      throw bad(
          name, value, "a time in UTC is accepted, such as 2026-11-23T18:30:00Z, from 1970 on");
    }
  }

  /**
   * @throws DateTimeException if it is not a time that PostgreSQL knows too
   */
  public static Instant instant(String value) {
    Instant time = Instant.parse(value);
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw new DateTimeException("out of range");
    }
    return time;
  }

  private static String plain(String name, String value) {
    if (value.isEmpty() || value.length() > LONGEST_TEXT || !value.equals(printable(value))) {
      throw bad(
          name,
          value,
          "1 to " + LONGEST_TEXT + " characters in UTF-8 without control characters are accepted");
    }
    return value;
  }

  private static Problem bad(String name, String value, String accepted) {
    return Problem.badParameter(name, printable(value), accepted);
  }

  /**
   * PostgreSQL refuses NUL, UTF-8 has no half of a surrogate pair, the server reads bytes that are
   * no UTF-8 as U+FFFD, and a log entry is one line.
   */
  public static String printable(String value) {
    return value
        .codePoints()
        .map(c -> isPrintable(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isPrintable(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE && c != 0xFFFD;
  }
}
