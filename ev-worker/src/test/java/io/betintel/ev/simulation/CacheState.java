package io.betintel.ev.simulation;

import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the modelled Redis holds at one time: entries that expire, markers of versions that outlive
 * them, positions, and the marks of batches.
 */
final class CacheState {
  final SortedMap<String, Entry> entries = new TreeMap<>();
  final Map<Integer, Long> positions = new HashMap<>();
  final Map<Integer, String> marks = new HashMap<>();
  TopicIdentity topic;
  private final Map<String, Long> versions = new HashMap<>();

  /** A cached line. */
  record Entry(long version, PricedLine line) {}

  CacheState copy() {
    CacheState copy = new CacheState();
    copy.entries.putAll(entries);
    copy.positions.putAll(positions);
    copy.marks.putAll(marks);
    copy.versions.putAll(versions);
    copy.topic = topic;
    return copy;
  }

  /** By line id, of those that have not expired. */
  SortedMap<String, Entry> entries(Instant now) {
    entries.values().removeIf(entry -> !entry.line().validUntil().isAfter(now));
    return entries;
  }

  /** Stores the line unless a newer version was stored; returns whether it is newer. */
  boolean put(VersionedLine line, Instant now) {
    String id = line.line().id().text();
    long seen = versions.getOrDefault(id, Long.MIN_VALUE);
    if (seen > line.version()) {
      return false;
    }
    versions.put(id, line.version());
    if (line.withdrawn() || !line.line().validUntil().isAfter(now)) {
      entries.remove(id);
    } else {
      entries.put(id, new Entry(line.version(), line.line()));
    }
    return seen < line.version();
  }

  /** Those of the lines whose version was never stored, nor a newer one. */
  List<VersionedLine> missing(List<VersionedLine> lines) {
    return lines.stream()
        .filter(
            line -> versions.getOrDefault(line.line().id().text(), Long.MIN_VALUE) < line.version())
        .toList();
  }
}
