package io.betintel.ev.drift;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a look at every place found.
 *
 * @param drifts those that count
 * @param expected those that are meant and do not count
 * @param blind the servers that did not answer, each with the reason
 * @param replication null if the database did not answer
 */
public record DriftReport(
    Instant at,
    SortedSet<Drift> drifts,
    SortedMap<Drift, Expectation> expected,
    Map<String, String> blind,
    Replication replication) {
  static final String POSTGRES = "PostgreSQL";
  static final String REGISTRY = "registry";
  static final String REDIS = "Redis";
  static final String SUBSCRIBER = "subscriber ";
  static final String KAFKA = "Kafka";

  public DriftReport {
    drifts = Collections.unmodifiableSortedSet(new TreeSet<>(drifts));
    expected = Collections.unmodifiableSortedMap(new TreeMap<>(expected));
    blind = Collections.unmodifiableMap(new TreeMap<>(blind));
  }

  /** Parts what is expected from what counts. */
  static DriftReport of(
      Instant at,
      SortedSet<Drift> found,
      List<Expectation> expectations,
      Map<String, String> blind,
      Replication replication) {
    Map<String, Expectation> byFinding = new HashMap<>();
    expectations.forEach(each -> byFinding.put(each.finding(), each));
    SortedSet<Drift> drifts = new TreeSet<>();
    SortedMap<Drift, Expectation> expected = new TreeMap<>();
    for (Drift drift : found) {
      Expectation meant = byFinding.get(drift.finding());
      if (meant == null) {
        drifts.add(drift);
      } else {
        expected.put(drift, meant);
      }
    }
    return new DriftReport(at, drifts, expected, blind, replication);
  }

  /** The places that could not be looked at. */
  public Set<Surface> unseen() {
    EnumSet<Surface> unseen = EnumSet.noneOf(Surface.class);
    if (blind.containsKey(POSTGRES)) {
      unseen.addAll(EnumSet.complementOf(EnumSet.of(Surface.BUILD, Surface.REGISTRY)));
    }
    if (blind.containsKey(REGISTRY)) {
      unseen.add(Surface.REGISTRY);
    }
    if (blind.containsKey(REDIS)) {
      unseen.add(Surface.CACHE);
    }
    if (blind.keySet().stream().anyMatch(server -> server.startsWith(SUBSCRIBER))) {
      unseen.add(Surface.SUBSCRIBERS);
    }
    if (blind.containsKey(KAFKA)) {
      unseen.add(Surface.TOPICS);
    }
    return unseen;
  }

  /** Whether every place was seen and all agree, but for what is expected. */
  public boolean clean() {
    return drifts.isEmpty() && blind.isEmpty();
  }

  /**
   * What both found, with the figures of this one: a change on its way to the workers is not drift.
   */
  DriftReport confirming(DriftReport earlier) {
    Set<String> before =
        Stream.concat(earlier.drifts.stream(), earlier.expected.keySet().stream())
            .map(Drift::finding)
            .collect(Collectors.toSet());
    SortedSet<Drift> both = new TreeSet<>(drifts);
    both.removeIf(drift -> !before.contains(drift.finding()));
    SortedMap<Drift, Expectation> bothExpected = new TreeMap<>(expected);
    bothExpected.keySet().removeIf(drift -> !before.contains(drift.finding()));
    return new DriftReport(at, both, bothExpected, blind, replication);
  }

  /** One object, one line. */
  public String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("at", at.toString()).put("clean", clean());
    ArrayNode found = json.putArray("drift");
    drifts.forEach(drift -> write(drift, found.addObject()));
    ArrayNode meant = json.putArray("expected");
    expected.forEach(
        (drift, expectation) ->
            write(drift, meant.addObject())
                .put("because", expectation.because())
                .put("until", expectation.until().toString()));
    ArrayNode away = json.putArray("could_not_look");
    blind.forEach((server, trouble) -> away.addObject().put("server", server).put("why", trouble));
    return json.toString();
  }

  private static ObjectNode write(Drift drift, ObjectNode object) {
    return object
        .put("surface", drift.surface().label())
        .put("value", drift.value())
        .put("finding", drift.finding())
        .put("what", drift.what())
        .put("remedy", drift.remedy());
  }
}
