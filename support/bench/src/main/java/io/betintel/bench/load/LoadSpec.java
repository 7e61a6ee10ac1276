package io.betintel.bench.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is sent. The same spec gives the same records, but for their times.
 *
 * @param records after the opening, which quotes every bookmaker of every market once
 * @param markets live markets, at least 1
 * @param books bookmakers of each market; 0 for as many as in the real files, 5 to 12
 * @param lines lines of each market, of which a record moves one; 0 for the real markets
 * @param betTypes how many over/under bet types the markets belong to; 0 for the real ones
 * @param requotes the share of records that confirm a price, 0 to 1; the others change one
 * @param hostile the share of records that are broken, 0 to 1
 * @param byKeyOnly whether records go where their key says rather than to their event's home
 * @param perSecond records a second, each at its own time; 0 for as fast as Kafka takes them
 * @param seed of the order and the prices
 */
public record LoadSpec(
    long records,
    int markets,
    int books,
    int lines,
    int betTypes,
    double requotes,
    double hostile,
    boolean byKeyOnly,
    double perSecond,
    long seed) {
  /** What {@link #betTypes} adds to the catalogue's own over/under types is called so. */
  public static final String ADDED_TYPE = "bench_type_";

  public LoadSpec {
    require(records >= 0, "records", records, "0 or more");
    require(markets >= 1, "markets", markets, "1 or more");
    require(books >= 0 && books <= 250, "books", books, "0 to 250");
    require(lines >= 0 && lines <= 500, "lines", lines, "0 to 500");
    require(betTypes >= 0 && betTypes <= 1000, "betTypes", betTypes, "0 to 1000");
    require(requotes >= 0 && requotes <= 1, "requotes", requotes, "0 to 1");
    require(hostile >= 0 && hostile < 1, "hostile", hostile, "0 to below 1");
    require(perSecond >= 0, "perSecond", perSecond, "0 or more");
  }

  /** Changing prices at home, in the shapes of the real files. */
  public static LoadSpec changing(long records, int markets, long seed) {
    return new LoadSpec(records, markets, 0, 0, 0, 0, 0, false, 0, seed);
  }

  public LoadSpec withRecords(long other) {
    return with(Map.of("records", other));
  }

  public LoadSpec withMarkets(int other) {
    return with(Map.of("markets", other));
  }

  public LoadSpec withBooks(int other) {
    return with(Map.of("books", other));
  }

  public LoadSpec withLines(int other) {
    return with(Map.of("lines", other));
  }

  public LoadSpec withBetTypes(int other) {
    return with(Map.of("betTypes", other));
  }

  public LoadSpec withRequotes(double other) {
    return with(Map.of("requotes", other));
  }

  public LoadSpec withHostile(double other) {
    return with(Map.of("hostile", other));
  }

  public LoadSpec keyedByBetTypeOnly() {
    return with(Map.of("byKeyOnly", true));
  }

  public LoadSpec withRate(double other) {
    return with(Map.of("perSecond", other));
  }

  /** As arguments of a process. */
  public List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    fields().forEach((name, value) -> arguments.add(name + "=" + value));
    return arguments;
  }

  /** What {@link #toArguments} gave, with others among it. */
  static LoadSpec parse(Map<String, String> values) {
    return new LoadSpec(
        Long.parseLong(values.get("records")),
        Integer.parseInt(values.get("markets")),
        Integer.parseInt(values.get("books")),
        Integer.parseInt(values.get("lines")),
        Integer.parseInt(values.get("betTypes")),
        Double.parseDouble(values.get("requotes")),
        Double.parseDouble(values.get("hostile")),
        Boolean.parseBoolean(values.get("byKeyOnly")),
        Double.parseDouble(values.get("perSecond")),
        Long.parseLong(values.get("seed")));
  }

  private LoadSpec with(Map<String, Object> changed) {
    Map<String, String> values = new HashMap<>();
    fields().forEach((name, value) -> values.put(name, value.toString()));
    changed.forEach((name, value) -> values.put(name, value.toString()));
    return parse(values);
  }

  private Map<String, Object> fields() {
    return Map.of(
        "records", records,
        "markets", markets,
        "books", books,
        "lines", lines,
        "betTypes", betTypes,
        "requotes", requotes,
        "hostile", hostile,
        "byKeyOnly", byKeyOnly,
        "perSecond", perSecond,
        "seed", seed);
  }

  private static void require(boolean right, String field, Object value, String accepted) {
    if (!right) {
      throw new IllegalArgumentException(field + " is " + value + ": accepted is " + accepted);
    }
  }
}
