package io.betintel.ev.api.live;

import io.betintel.ev.api.ApiConfig;
import java.time.Duration;

/**
 * What live streams may cost.
 *
 * @param streams how many at once
 * @param queueBytes how much may wait for one client
 * @param stall a client that takes nothing for this long, although something waits, is disconnected
 */
record LiveLimits(int streams, long queueBytes, Duration stall) {

  /** 4 MiB hold some hundred lines; all clients of a role share their bytes. */
  static LiveLimits of(ApiConfig config) {
    return new LiveLimits(config.maxStreams(), 4 << 20, Duration.ofSeconds(20));
  }
}
