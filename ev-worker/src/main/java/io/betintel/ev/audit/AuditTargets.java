package io.betintel.ev.audit;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.priced.PricedLine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import redis.clients.jedis.UnifiedJedis;

/**
 * The installation that an audit looks at.
 *
 * @param application the workers' consumer group
 * @param hop the internal topic by which events come to their home
 * @param quarantineGroup the consumer group of the quarantine
 * @param events decodes the input as workers do
 * @param lines decodes priced lines
 * @param grace how long after its start an event may be quoted
 * @param historyDays how long {@code bet_history} keeps a row
 * @param replayFor in a replay, how long Redis keeps a line; empty for live odds
 */
public record AuditTargets(
    KafkaConfig kafka,
    Topics topics,
    String application,
    String hop,
    String quarantineGroup,
    EventDecoder events,
    Function<byte[], PricedLine> lines,
    DataSource postgres,
    UnifiedJedis redis,
    CacheKeys keys,
    Duration grace,
    int historyDays,
    Optional<Duration> replayFor) {

  /** Decodes a record of the input; it may throw what the worker's decoder throws. */
  @FunctionalInterface
  public interface EventDecoder {
    MarketSnapshot decode(byte[] key, byte[] value, long timestamp);
  }

  boolean isReplay() {
    return topics.replay();
  }
}
