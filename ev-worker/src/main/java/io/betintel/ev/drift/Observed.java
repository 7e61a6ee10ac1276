package io.betintel.ev.drift;

import io.betintel.ev.codec.EnumSubjects.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the places know at one moment; null is one that could not be looked at.
 *
 * @param build the compiled symbols, the default included
 * @param registry by subject
 * @param cached by name as it is spelled there, how many lines
 */
record Observed(
    List<String> build,
    Map<String, Enumeration> registry,
    Database database,
    Map<String, Long> cached) {

  /**
   * What the database knows, all of one moment.
   *
   * @param version the catalogue's
   * @param stored which bet types each table has rows of
   * @param workers those whose heartbeat is fresh
   */
  record Database(
      long version,
      List<String> labels,
      List<Row> rows,
      Map<String, Set<String>> stored,
      List<Worker> workers) {}

  /**
   * A row of the catalogue.
   *
   * @param complaint what of it this build does not understand; null if it does
   */
  record Row(String name, boolean enabled, String minRole, String complaint) {}

  /** A live worker by its heartbeat. */
  record Worker(String id, String build, long version, Set<String> servable) {}
}
