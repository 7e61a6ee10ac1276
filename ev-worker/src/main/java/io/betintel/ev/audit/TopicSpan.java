package io.betintel.ev.audit;

import java.util.Map;
import java.util.TreeMap;

/**
 * A part of a topic.
 *
 * @param from the first offset of each partition
 * @param to the offset after the last one of each partition
 */
record TopicSpan(String topic, Map<Integer, Long> from, Map<Integer, Long> to) {
  TopicSpan {
    from = Map.copyOf(from);
    to = Map.copyOf(to);
  }

  /** The same from later offsets on. */
  TopicSpan after(Map<Integer, Long> later) {
    Map<Integer, Long> begin = new TreeMap<>(from);
    later.forEach((partition, offset) -> begin.merge(partition, offset, Math::max));
    begin.keySet().retainAll(from.keySet());
    return new TopicSpan(topic, begin, to);
  }

  /** Whether it goes as far as these ends. */
  boolean reaches(Map<Integer, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> to.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  int partitions() {
    return from.size();
  }

  long offsets() {
    long offsets = 0;
    for (Map.Entry<Integer, Long> end : to.entrySet()) {
      offsets += Math.max(0, end.getValue() - from.get(end.getKey()));
    }
    return offsets;
  }
}
