package io.betintel.ev.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is known of each event, by the time at which it is quoted. */
final class Fixtures {
  static final String HOME = "Lions";

  private static final Instant TIP_OFF = ModelClock.START.plus(Duration.ofHours(8));

  /** By event, when its details changed, in milliseconds since the epoch. */
  private final Map<String, List<Long>> changes = new HashMap<>();

  /**
   * An event's start, teams and totals.
   *
   * @param since when they were announced, in milliseconds since the epoch; 0 for the first ones
   */
  record Details(Instant start, String away, List<Double> points, long since) {}

  /** The event is postponed, or brought forward again; its teams and totals change with it. */
  void change(String event, long now) {
    List<Long> times = changes.computeIfAbsent(event, e -> new ArrayList<>());
    long last = times.isEmpty() ? 0 : times.get(times.size() - 1);
    times.add(Math.max(now, last) + 1); // quotes of the same moment are of the old one
  }

  /**
   * @param seen when the feed sees the quote, in milliseconds since the epoch
   */
  Details at(String event, long seen) {
    int change = 0;
    long since = 0;
    for (long time : changes.getOrDefault(event, List.of())) {
      if (time <= seen) {
        change++;
        since = time;
      }
    }
    boolean postponed = change % 2 == 1;
    return new Details(
        TIP_OFF.plus(Duration.ofHours(change + (postponed ? 24 : 0))),
        "Bears " + change,
        postponed ? List.of(6.5, 7.5) : List.of(5.5, 6.5),
        since);
  }
}
