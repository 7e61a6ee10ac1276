package io.betintel.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of a result.
 *
 * @param part which part of the bench measured it
 * @param name what was measured
 * @param mark why the figures are in doubt; empty if they are not
 * @param figures by name with unit, in the order of the columns
 */
public record Row(String part, String name, String mark, Map<String, Double> figures) {
  public Row {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** A row whose figures are in no doubt. */
  public static Row of(String part, String name, Map<String, Double> figures) {
    return new Row(part, name, "", figures);
  }
}
