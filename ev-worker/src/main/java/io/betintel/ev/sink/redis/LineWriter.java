package io.betintel.ev.sink.redis;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.linejson.LineJson;
import io.betintel.ev.sink.VersionedLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Writes lines to the cache by one pipelined script call each. */
final class LineWriter {
  /** How long a version marker outlives its line: longer than any zombie can pause. */
  private static final Duration MARKER_OUTLIVES = Duration.ofDays(1);

  /** Limits what client and server hold in memory for one pipeline. */
  private static final int PORTION = 1000;

  // Answers 1 if the line is newer than the cached one and 0 if it is the same or older. A negative
  // number is the catalogue version at which a writer with a newer catalogue shut the gate;
  // withdrawals pass a shut gate. The same version is written again, which restores an evicted
  // entry; an older version is not. A marker of another topic is ignored: the sink has checked that
  // its own topic is the right one.
  //
  // Publishes the id of a newer line, and only the id: a reader that cannot keep up with a hot line
  // then reads it once. The script publishes, so that no line is written without being announced.
  // pcall: a user without the right to the channel still fills the cache.
  private static final String SCRIPT =
      """
      local entry, marker, index, gate = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
      local topic, version, line, expiry, marker_expiry, json, catalogue, channel
        = unpack(ARGV)
      if catalogue ~= '' then
        local known, state = string.match(redis.call('GET', gate) or '0 on', '^(%d+) (%a+)$')
        known = tonumber(known)
        if state == 'off' and known >= tonumber(catalogue) then return -known end
        if known < tonumber(catalogue) then redis.call('SET', gate, catalogue .. ' on') end
      end
      local newer = 1
      local seen = redis.call('GET', marker)
      if seen then
        local seen_topic, seen_version = string.match(seen, '^(.*) (-?%d+)$')
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
      if newer == 1 then redis.pcall('PUBLISH', channel, line) end
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
   * The outcome of writing some lines.
   *
   * @param newer how many were newer than the cached ones
   * @param turnedAway the lines whose bet type's gate was shut
   * @param shutAt the newest catalogue version at which one of those gates was shut
   */
  record Written(int newer, List<VersionedLine> turnedAway, long shutAt) {
    Written and(Written other) {
      List<VersionedLine> both = new ArrayList<>(turnedAway);
      both.addAll(other.turnedAway);
      return new Written(newer + other.newer, both, Math.max(shutAt, other.shutAt));
    }
  }

  /**
   * @param catalogue the catalogue version at which the lines' bet types are on
   * @throws io.betintel.ev.sink.LinesRefusedException if Redis refuses some of the lines; others
   *     may have been written, and may be written again
   */
  Written write(String topicId, List<VersionedLine> lines, long catalogue) {
    Written written = new Written(0, List.of(), 0);
    for (int from = 0; from < lines.size(); from += PORTION) {
      List<VersionedLine> portion = lines.subList(from, Math.min(lines.size(), from + PORTION));
      if (digest == null) {
        digest = redis.scriptLoad(SCRIPT);
      }
      try {
        written = written.and(pipelined(topicId, portion, catalogue));
      } catch (JedisNoScriptException e) {
        // Redis restarted, or another server answers. Writing the portion again changes nothing.
        digest = redis.scriptLoad(SCRIPT);
        written = written.and(pipelined(topicId, portion, catalogue));
      }
    }
    return written;
  }

  private Written pipelined(String topicId, List<VersionedLine> lines, long catalogue) {
    Map<VersionedLine, Response<Object>> answers = new LinkedHashMap<>();
    RefusedLines refused = new RefusedLines();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      lines.stream()
          .map(versioned -> versioned.line().betType().symbol())
          .distinct()
          .forEach(symbol -> pipeline.sadd(keys.betTypes(), symbol));
      for (VersionedLine line : lines) {
        List<String> arguments;
        try {
          arguments = arguments(topicId, line, catalogue);
        } catch (RuntimeException e) {
          refused.unwritable(line, e);
          continue;
        }
        answers.put(line, pipeline.evalsha(digest, keys(line), arguments));
      }
      pipeline.sync();
    }
    // A failed answer throws here, before the positions are advanced.
    int newer = 0;
    long shutAt = 0;
    List<VersionedLine> turnedAway = new ArrayList<>();
    for (Map.Entry<VersionedLine, Response<Object>> entry : answers.entrySet()) {
      long answer;
      try {
        answer = (Long) entry.getValue().get();
        refused.accepted();
      } catch (JedisNoScriptException e) {
        throw e;
      } catch (JedisDataException e) {
        refused.answered(entry.getKey(), e);
        continue;
      }
      if (answer < 0) {
        shutAt = Math.max(shutAt, -answer);
        turnedAway.add(entry.getKey());
      } else {
        newer += (int) answer;
      }
    }
    refused.raise();
    return new Written(newer, turnedAway, shutAt);
  }

  private List<String> keys(VersionedLine versioned) {
    var betType = versioned.line().betType();
    var id = versioned.line().id();
    return List.of(
        keys.line(betType, id),
        keys.version(betType, id),
        keys.index(betType, id),
        keys.gate(betType, id));
  }

  private List<String> arguments(String topicId, VersionedLine versioned, long catalogue) {
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
        shown ? LineJson.line(versioned.line(), versioned.version()) : "",
        versioned.withdrawn() ? "" : Long.toString(catalogue),
        keys.changes(versioned.line().betType()));
  }
}
