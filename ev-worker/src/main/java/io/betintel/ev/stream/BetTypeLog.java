package io.betintel.ev.stream;

import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs bet types that arrive and bet types that are not served, in a few lines however many events
 * there are. Safe for several threads.
 */
final class BetTypeLog {
  private static final Logger LOG = LoggerFactory.getLogger(BetTypeLog.class);
  private static final long PAUSE_MS = Duration.ofMinutes(1).toMillis();

  /**
   * More bet types at once than any installation has. Beyond that, the one that was quiet longest
   * is forgotten.
   */
  private static final int MOST_REMEMBERED = 1_000;

  private final Clock clock;
  private final Set<BetType> arrived = ConcurrentHashMap.newKeySet();
  private final Map<BetType, Silence> silences =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BetType, Silence> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  BetTypeLog(Clock clock) {
    this.clock = clock;
  }

  /** Logs that a task applies its first event of the type, once per type and process. */
  void first(MarketId market) {
    if (arrived.add(market.betType())) {
      LOG.info("first event of bet type {}: market {}", market.betType(), market);
    }
  }

  /**
   * Logs that an event was parked, at most once per type and minute.
   *
   * @param origin where the event was, for people
   */
  void invalid(BetType betType, Served reason, Supplier<String> origin) {
    long leftOut = admit(betType);
    if (leftOut >= 0) {
      LOG.warn(
          "Invalid bet_type {}: {}; {} is parked{}",
          betType,
          reason.label(),
          origin.get(),
          leftOut == 0 ? "" : " [" + leftOut + " more of it since the last such line]");
    }
  }

  /**
   * Returns how many events of the type were left out since its last line, or a negative number if
   * this one is to be left out too.
   */
  private synchronized long admit(BetType betType) {
    long now = clock.millis();
    Silence silence = silences.get(betType);
    if (silence != null && now - silence.began < PAUSE_MS && now >= silence.began) {
      silence.leftOut++;
      return -1;
    }
    silences.put(betType, new Silence(now));
    return silence == null ? 0 : silence.leftOut;
  }

  private static final class Silence {
    private final long began;
    private long leftOut;

    Silence(long began) {
      this.began = began;
    }
  }
}
