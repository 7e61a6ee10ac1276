package io.betintel.ev.sink.redis;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.linejson.LineJson;
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

  // Negative: the gate was shut at that version of the catalogue, by somebody who knew better; a
  // withdrawal passes. 1: newer than what was there. 0: seen before or older. The same version is
  // written again, so that an entry that was evicted comes back; an older one is not. Offsets of
  // another topic say nothing: the sink has made sure that its own is the right one.
  //
  // What is newer is told to readers: its id alone, since one that cannot keep up with a hot line
  // then reads it once. In the script and not after it, so that no line is written and not told.
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
   * What became of some lines.
   *
   * @param newer how many were newer than what was there
   * @param turnedAway those whose bet type's gate was shut
   * @param shutAt the newest version of the catalogue at which one was
   */
  record Written(int newer, List<VersionedLine> turnedAway, long shutAt) {
    Written and(Written other) {
      List<VersionedLine> both = new ArrayList<>(turnedAway);
      both.addAll(other.turnedAway);
      return new Written(newer + other.newer, both, Math.max(shutAt, other.shutAt));
    }
  }

  /**
   * @param catalogue the version at which the lines' bet types are on
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
        // Another server answers, or it has restarted: doing the portion again changes nothing.
        digest = redis.scriptLoad(SCRIPT);
        written = written.and(pipelined(topicId, portion, catalogue));
      }
    }
    return written;
  }

  private Written pipelined(String topicId, List<VersionedLine> lines, long catalogue) {
    List<Response<Object>> answers = new ArrayList<>(lines.size());
    try (AbstractPipeline pipeline = redis.pipelined()) {
      lines.stream()
          .map(versioned -> versioned.line().betType().symbol())
          .distinct()
          .forEach(symbol -> pipeline.sadd(keys.betTypes(), symbol));
      for (VersionedLine line : lines) {
        answers.add(pipeline.evalsha(digest, keys(line), arguments(topicId, line, catalogue)));
      }
      pipeline.sync();
    }
    // A failed answer throws here, before the position is advanced.
    int newer = 0;
    long shutAt = 0;
    List<VersionedLine> turnedAway = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      long answer = (Long) answers.get(i).get();
      if (answer < 0) {
        shutAt = Math.max(shutAt, -answer);
        turnedAway.add(lines.get(i));
      } else {
        newer += (int) answer;
      }
    }
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
