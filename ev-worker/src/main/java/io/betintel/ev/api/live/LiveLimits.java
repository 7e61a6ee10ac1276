package io.betintel.ev.api.live;

import io.betintel.ev.api.ApiConfig;
import java.time.Duration;

/**
 * What live streams may cost.
 *
 * @param streams how many at once
 * @param queueBytes how much may wait for one of them
 * @param stall a client that has taken nothing for so long, although something waits, is cut
 */
record LiveLimits(int streams, long queueBytes, Duration stall) {

  /** 4 MiB are some hundred lines; they are shared by all clients of a role. */
  static LiveLimits of(ApiConfig config) {
    return new LiveLimits(config.maxStreams(), 4 << 20, Duration.ofSeconds(20));
  }
}
