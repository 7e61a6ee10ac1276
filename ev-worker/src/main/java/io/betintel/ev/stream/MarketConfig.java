package io.betintel.ev.stream;

import io.betintel.ev.ops.Setting;
import io.betintel.ev.ops.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which odds events count, and how long their markets are kept.
 *
 * @param eventGrace how long after its start an event may still be quoted
 * @param mostAhead by how much a quote may be later than its observation
 * @param clockAhead by how much a record may be ahead of the worker's clock; not in a replay
 * @param unknownSchemaWait how long the registry must deny a schema id before it counts as unknown
 * @param expiryQuiet how long no event of a market must have come before it is forgotten
 * @param sweepRate how many lines a stream thread publishes again per second after a change of
 *     settings
 * @param limits how much of the heap markets may take
 */
public record MarketConfig(
    Duration eventGrace,
    Duration mostAhead,
    Duration clockAhead,
    Duration unknownSchemaWait,
    Duration expiryQuiet,
    int sweepRate,
    LimitConfig limits) {
  static final Setting<Duration> EVENT_GRACE =
      Setting.duration(
          "EV_EVENT_GRACE", "6h", "How long after its start an event may still be quoted.");
  static final Setting<Duration> MOST_AHEAD =
      Setting.duration(
          "EV_LAST_UPDATE_AHEAD",
          "1m",
          "By how much last_update may be past the record timestamp.");
  static final Setting<Duration> CLOCK_AHEAD =
      Setting.duration(
          "EV_CLOCK_AHEAD",
          "5m",
          "By how much last_update and the record timestamp may be ahead of the worker's clock; not"
              + " in a replay.");
  static final Setting<Duration> EXPIRY_QUIET =
      Setting.duration(
          "EV_EXPIRY_QUIET",
          "30m",
          "How long no event of a market must have come before it is forgotten, once it is over.");
  static final Setting<Duration> UNKNOWN_SCHEMA_WAIT =
      Setting.duration(
          "EV_UNKNOWN_SCHEMA_WAIT",
          "30s",
          "How long the registry must deny a schema id before its records are dead-lettered.");
  static final Setting<Integer> SWEEP_RATE =
      Setting.integer(
          "EV_SWEEP_RATE",
          2_000,
          10,
          1_000_000,
          "Lines per second that each stream thread publishes again after a change of a bet type's settings,"
              + " its enabling, or a change of fees or algorithm.");

  public static List<Setting<?>> settings() {
    List<Setting<?>> settings =
        new ArrayList<>(
            List.of(
                EVENT_GRACE,
                MOST_AHEAD,
                CLOCK_AHEAD,
                EXPIRY_QUIET,
                UNKNOWN_SCHEMA_WAIT,
                SWEEP_RATE));
    settings.addAll(LimitConfig.settings());
    return settings;
  }

  public static MarketConfig from(Settings settings) {
    return new MarketConfig(
        settings.get(EVENT_GRACE),
        settings.get(MOST_AHEAD),
        settings.get(CLOCK_AHEAD),
        settings.get(UNKNOWN_SCHEMA_WAIT),
        settings.get(EXPIRY_QUIET),
        settings.get(SWEEP_RATE),
        LimitConfig.from(settings));
  }

  /** How many lines one turn of a thread's sweeps publishes. */
  int sweepLinesPerTurn() {
    return (int) Math.max(1, sweepRate * LineSweep.INTERVAL.toMillis() / 1_000);
  }

  Expiry expiry() {
    return new Expiry(eventGrace, expiryQuiet);
  }
}
