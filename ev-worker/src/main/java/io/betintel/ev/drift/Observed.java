package io.betintel.ev.drift;

import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.codec.EnumSubjects.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the places know at one moment.
 *
 * @param build the compiled symbols, the default included
 * @param registry by subject; null if it did not answer
 * @param database null if it did not answer
 * @param cached by name as it is spelled there, how many lines; null if the cache did not answer
 * @param subscribers the labels of those that answered
 */
record Observed(
    List<String> build,
    Map<String, Enumeration> registry,
    Database database,
    Map<String, Long> cached,
    Map<Subscriber, Set<String>> subscribers) {

  /**
   * What the database knows, all of one moment.
   *
   * @param stored which bet types each table has rows of
   * @param workers those that are live
   * @param removed labels that are gone on purpose
   */
  record Database(
      StoredCatalogue catalogue,
      Map<String, Set<String>> stored,
      List<Heartbeat> workers,
      Replication replication,
      Set<String> removed,
      List<Expectation> expected) {}
}
