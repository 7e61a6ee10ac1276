package io.betintel.ev.sink.redis;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.sink.LineJson;
import io.betintel.ev.sink.VersionedLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Lines by one script each, pipelined. */
final class LineWriter {
  /** How long a marker outlives its line: longer than any zombie sleeps. */
  private static final Duration MARKER_OUTLIVES = Duration.ofDays(1);

  /** Bounds what a pipeline keeps in memory at both ends. */
  private static final int PORTION = 1000;

  // 1: newer than what was there. 0: seen before or older. The same version is written again, so
  // that an entry that was evicted comes back; an older one is not. Offsets of another topic say
  // nothing: the sink has made sure that its own is the right one.
  private static final String SCRIPT =
      """
      local entry, marker, index = KEYS[1], KEYS[2], KEYS[3]
      local topic, version, line, expiry, marker_expiry, json = unpack(ARGV)
      local newer = 1
      local seen = redis.call('GET', marker)
      if seen then
        local seen_topic, seen_version = string.match(seen, '^(.*) (%d+)$')
        if seen_topic == topic then
          if tonumber(seen_version) > tonumber(version) then return 0 end
          if seen_version == version then newer = 0 end
        end
      end
      redis.call('SET', marker, topic .. ' ' .. version, 'PXAT', marker_expiry)
      if json == '' then
        redis.call('DEL', entry)
        redis.call('ZREM', index, line)
      else
        redis.call('SET', entry, json, 'PXAT', expiry)
        redis.call('ZADD', index, expiry, line)
      end
      return newer
      """;

  private final UnifiedJedis redis;
  private final CacheKeys keys;
  private final CacheExpiry expiry;
  private final Clock clock;
  private String digest;

  LineWriter(UnifiedJedis redis, CacheKeys keys, CacheExpiry expiry, Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.expiry = expiry;
    this.clock = clock;
  }

  /**
   * @return how many were newer than what was there
   */
  int write(String topicId, List<VersionedLine> lines) {
    int written = 0;
    for (int from = 0; from < lines.size(); from += PORTION) {
      List<VersionedLine> portion = lines.subList(from, Math.min(lines.size(), from + PORTION));
      if (digest == null) {
        digest = redis.scriptLoad(SCRIPT);
      }
      try {
        written += pipelined(topicId, portion);
      } catch (JedisNoScriptException e) {
        // Another server answers, or it has restarted: doing the portion again changes nothing.
        digest = redis.scriptLoad(SCRIPT);
        written += pipelined(topicId, portion);
      }
    }
    return written;
  }

  private int pipelined(String topicId, List<VersionedLine> lines) {
    List<Response<Object>> answers = new ArrayList<>(lines.size());
    try (AbstractPipeline pipeline = redis.pipelined()) {
      lines.stream()
          .map(versioned -> versioned.line().betType().symbol())
          .distinct()
          .forEach(symbol -> pipeline.sadd(keys.betTypes(), symbol));
      for (VersionedLine line : lines) {
        answers.add(pipeline.evalsha(digest, keys(line), arguments(topicId, line)));
      }
      pipeline.sync();
    }
    // A failed answer throws here, before the position is advanced.
    return answers.stream().mapToInt(answer -> ((Long) answer.get()).intValue()).sum();
  }

  private List<String> keys(VersionedLine versioned) {
    var betType = versioned.line().betType();
    var id = versioned.line().id();
    return List.of(keys.line(betType, id), keys.version(betType, id), keys.index(betType, id));
  }

  private List<String> arguments(String topicId, VersionedLine versioned) {
    Instant now = clock.instant();
    Instant until = expiry.expiry(versioned.line().validUntil(), now);
    boolean shown = !versioned.withdrawn() && until.isAfter(now);
    Instant markerUntil = (until.isAfter(now) ? until : now).plus(MARKER_OUTLIVES);
    return List.of(
        topicId,
        Long.toString(versioned.version()),
        versioned.line().id().text(),
        Long.toString(until.toEpochMilli()),
        Long.toString(markerUntil.toEpochMilli()),
        shown ? LineJson.line(versioned) : "");
  }
}
