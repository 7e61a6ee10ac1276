package io.betintel.ev.migrations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The migration by which other databases get the labels that a restructure gave to one. It changes
 * a database without bets, does nothing where the labels are these, and otherwise names the command
 * that changes them while everything runs.
 *
 * @param labels in the type's order
 * @param gone those that earlier migrations added and the target lacks, each with what its rows
 *     became; empty text for nothing
 */
public record LabelTarget(List<String> labels, Map<String, String> gone) {
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private static final String NAME = "([a-z][a-z0-9_]{0,62})";
  private static final Pattern CALL =
      Pattern.compile(
          "SELECT bet_type_labels\\( ?ARRAY\\[([^\\]]*)\\], ARRAY\\[([^\\]]*)\\]::text\\[\\] ?\\)");
  private static final Pattern LABEL = Pattern.compile("'" + NAME + "'");
  private static final Pattern GONE = Pattern.compile("'" + NAME + "(?: -> " + NAME + ")?'");

  public LabelTarget {
    labels = List.copyOf(labels);
    gone = Map.copyOf(gone);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("The target has no label");
    }
  }

  /**
   * @param now the version's time, in UTC; moved on by seconds while the version is taken
   * @param taken the file names that exist
   * @return the file's name
   */
  public static String file(Instant now, Collection<String> taken) {
    Instant at = now;
    while (isTaken(at, taken)) {
      at = at.plusSeconds(1);
    }
    return "V" + VERSION.format(at) + "__bet_type_labels.sql";
  }

  /**
   * The newest one among migrations; empty if there is none.
   *
   * @param migrations text by file name
   */
  public static Optional<LabelTarget> newest(Map<String, String> migrations) {
    return new TreeMap<>(migrations)
        .descendingMap().values().stream()
            .flatMap(text -> SqlStatements.of(text).stream())
            .map(LabelTarget::parse)
            .filter(Objects::nonNull)
            .findFirst();
  }

  /** The migration's text. */
  public String sql() {
    return NewBetType.LOCK_TIMEOUT
        + ";\n\n-- Where bets has rows: ev-worker bet-types restructure --labels FILE, before this.\n"
        + "-- A label a line, in order; then those that went, each with what its rows became.\n"
        + statement()
        + ";\n";
  }

  String statement() {
    return "SELECT bet_type_labels(\n    ARRAY["
        + labels.stream()
            .map(label -> "'" + label + "'")
            .collect(Collectors.joining(",\n          "))
        + "],\n    ARRAY["
        + new TreeMap<>(gone)
            .entrySet().stream()
                .map(
                    each ->
                        "'"
                            + each.getKey()
                            + (each.getValue().isEmpty() ? "" : " -> " + each.getValue())
                            + "'")
                .collect(Collectors.joining(",\n          "))
        + "]::text[])";
  }

  /**
   * Whether a statement calls the function at all; {@link #parse} says whether as it is written
   * here.
   *
   * @param statement on one line
   */
  static boolean isCall(String statement) {
    return statement.contains("bet_type_labels(") && !statement.matches("(CREATE|COMMENT|DROP) .*");
  }

  /**
   * Reads the statement back.
   *
   * @param statement on one line
   * @return null if it is another
   */
  static LabelTarget parse(String statement) {
    Matcher call = CALL.matcher(statement);
    if (!call.matches()) {
      return null;
    }
    List<String> labels = new ArrayList<>();
    Matcher label = LABEL.matcher(call.group(1));
    while (label.find()) {
      labels.add(label.group(1));
    }
    Map<String, String> gone = new TreeMap<>();
    Matcher each = GONE.matcher(call.group(2));
    while (each.find()) {
      gone.put(each.group(1), each.group(2) == null ? "" : each.group(2));
    }
    LabelTarget target = labels.isEmpty() ? null : new LabelTarget(labels, gone);
    return target != null && oneLine(target.statement()).equals(oneLine(statement)) ? target : null;
  }

  private static String oneLine(String sql) {
    return sql.replaceAll("\\s+", "");
  }

  private static boolean isTaken(Instant at, Collection<String> taken) {
    String prefix = "V" + VERSION.format(at) + "__";
    return taken.stream().anyMatch(name -> name.startsWith(prefix));
  }
}
