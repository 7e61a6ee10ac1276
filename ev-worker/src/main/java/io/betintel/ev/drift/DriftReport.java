package io.betintel.ev.drift;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a look at every place found.
 *
 * @param blind the servers that did not answer, each with the reason
 * @param replication null if the database did not answer
 */
public record DriftReport(
    Instant at, SortedSet<Drift> drifts, Map<String, String> blind, Replication replication) {
  static final String POSTGRES = "PostgreSQL";
  static final String REGISTRY = "registry";
  static final String REDIS = "Redis";
  static final String SUBSCRIBER = "subscriber ";
  static final String KAFKA = "Kafka";

  public DriftReport {
    drifts = Collections.unmodifiableSortedSet(new TreeSet<>(drifts));
    blind = Collections.unmodifiableMap(new TreeMap<>(blind));
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

  /** Whether every place was seen and all agree. */
  public boolean clean() {
    return drifts.isEmpty() && blind.isEmpty();
  }

  /**
   * What both found, with the figures of this one: a change on its way to the workers is not drift.
   */
  DriftReport confirming(DriftReport earlier) {
    Set<String> before = earlier.drifts.stream().map(Drift::finding).collect(Collectors.toSet());
    SortedSet<Drift> both = new TreeSet<>(drifts);
    both.removeIf(drift -> !before.contains(drift.finding()));
    return new DriftReport(at, both, blind, replication);
  }

  /** One object, one line. */
  public String json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("at", at.toString()).put("clean", clean());
    ArrayNode found = json.putArray("drift");
    for (Drift drift : drifts) {
      found
          .addObject()
          .put("surface", drift.surface().label())
          .put("value", drift.value())
          .put("finding", drift.finding())
          .put("what", drift.what())
          .put("remedy", drift.remedy());
    }
    ArrayNode away = json.putArray("could_not_look");
    blind.forEach((server, trouble) -> away.addObject().put("server", server).put("why", trouble));
    return json.toString();
  }
}
