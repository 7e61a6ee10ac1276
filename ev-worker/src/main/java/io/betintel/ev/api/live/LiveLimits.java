package io.betintel.ev.api.live;

import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.Caller;
import java.time.Duration;

/**
 * What live streams may cost.
 *
 * @param streams how many at once
 * @param streamsPerKey how many of them with one key
 * @param anonymousStreams how many of them without a key
 * @param queueBytes how much may wait for one client
 * @param allQueuesBytes how much may wait for all clients together; beyond it the slowest are
 *     disconnected
 * @param changes lines of one bet type that may wait to be read; beyond it its clients begin again
 * @param stall a client that takes nothing for this long, although something waits, is disconnected
 */
record LiveLimits(
    int streams,
    int streamsPerKey,
    int anonymousStreams,
    long queueBytes,
    long allQueuesBytes,
    int changes,
    Duration stall) {

  /** How many streams the caller may have. */
  int streamsOf(Caller caller) {
    return caller.anonymous() ? anonymousStreams : streamsPerKey;
  }

  /**
   * 4 MiB hold some hundred lines; all clients of a role share their bytes. All queues together may
   * take an eighth of the heap: markets may be in the same process.
   */
  static LiveLimits of(ApiConfig config) {
    return new LiveLimits(
        config.maxStreams(),
        config.streamsPerKey(),
        Math.max(1, config.maxStreams() / 2),
        4 << 20,
        Runtime.getRuntime().maxMemory() / 8,
        100_000,
        Duration.ofSeconds(20));
  }
}
