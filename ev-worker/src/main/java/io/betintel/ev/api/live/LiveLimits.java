package io.betintel.ev.api.live;

import io.betintel.ev.api.ApiConfig;
import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Problem;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What live streams may cost.
 *
 * @param streams how many at once
 * @param streamsPerKey how many of them with one key
 * @param freeStreams how many of them with role free, with a key or without
 * @param streamsPerAddress how many of them without a key from one address
 * @param queueBytes how much may wait for one client
 * @param allQueuesBytes how much may wait for all clients together; beyond it the slowest are
 *     disconnected
 * @param changes lines of one bet type that may wait to be read; beyond it its clients begin again
 * @param stall a client whose connection takes no byte for this long, although something waits, is
 *     disconnected
 */
record LiveLimits(
    int streams,
    int streamsPerKey,
    int freeStreams,
    int streamsPerAddress,
    long queueBytes,
    long allQueuesBytes,
    int changes,
    Duration stall) {
  private static final Duration RETRY = Duration.ofSeconds(5);

  /**
   * 4 MiB hold some hundred lines; all clients of a role share their bytes. All queues together may
   * take an eighth of the heap: markets may be in the same process.
   */
  static LiveLimits of(ApiConfig config) {
    return new LiveLimits(
        config.maxStreams(),
        config.streamsPerKey(),
        Math.max(1, config.maxStreams() / 2),
        config.streamsPerAddress(),
        4 << 20,
        Runtime.getRuntime().maxMemory() / 8,
        100_000,
        Duration.ofSeconds(20));
  }

  /** Why one more stream is refused; empty if it is not. */
  Optional<Problem> refusal(Collection<LiveClient> open, Caller caller, String address) {
    if (open.size() >= streams) {
      return Optional.of(
          Problem.unavailable(open.size() + " live streams are open, which is the most", RETRY));
    }
    if (caller.free() && count(open, each -> each.caller().free()) >= freeStreams) {
      return tooMany(
          freeStreams + " live streams are open with role free", "use a key of another role");
    }
    if (!caller.anonymous()) {
      return count(open, each -> each.caller().equals(caller)) < streamsPerKey
          ? Optional.empty()
          : tooMany(streamsPerKey + " live streams are open with this key", "close one");
    }
    long near = count(open, each -> each.caller().anonymous() && each.address().equals(address));
    return near < streamsPerAddress
        ? Optional.empty()
        : tooMany(
            streamsPerAddress + " live streams are open without a key from " + address,
            "close one, or send a key");
  }

  private static long count(Collection<LiveClient> open, Predicate<LiveClient> which) {
    return open.stream().filter(which).count();
  }

  private static Optional<Problem> tooMany(String open, String remedy) {
    return Optional.of(Problem.tooMany(open + ", which is the most: " + remedy, RETRY));
  }
}
