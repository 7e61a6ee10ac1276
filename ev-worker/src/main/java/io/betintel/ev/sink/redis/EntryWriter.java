package io.betintel.ev.sink.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.cache.CacheKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Writes lines to the cache by one pipelined script call each. */
final class EntryWriter {
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
      local topic, version, line, expiry, marker_expiry, json, channel, catalogue
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
  private final Script script;

  EntryWriter(UnifiedJedis redis, CacheKeys keys) {
    this.redis = redis;
    this.keys = keys;
    this.script = new Script(redis, SCRIPT);
  }

  /**
   * The outcome of writing some lines.
   *
   * @param newer how many were newer than the cached ones
   * @param turnedAway the entries whose bet type's gate was shut
   * @param shutAt the newest catalogue version at which one of those gates was shut
   */
  record Written(int newer, List<Entry> turnedAway, long shutAt) {
    Written and(Written other) {
      List<Entry> both = new ArrayList<>(turnedAway);
      both.addAll(other.turnedAway);
      return new Written(newer + other.newer, both, Math.max(shutAt, other.shutAt));
    }
  }

  /**
   * @param catalogue the catalogue version at which the lines' bet types are on
   * @throws io.betintel.ev.sink.LinesRefusedException if Redis refuses some of the lines; others
   *     may have been written, and may be written again
   */
  Written write(List<Entry> entries, long catalogue) {
    Written written = new Written(0, List.of(), 0);
    for (int from = 0; from < entries.size(); from += PORTION) {
      List<Entry> portion = entries.subList(from, Math.min(entries.size(), from + PORTION));
      try {
        written = written.and(pipelined(portion, catalogue));
      } catch (JedisNoScriptException e) {
        script.load();
        written = written.and(pipelined(portion, catalogue)); // changes nothing that was written
      }
    }
    return written;
  }

  private Written pipelined(List<Entry> entries, long catalogue) {
    byte[] digest = script.digest();
    byte[] version = Long.toString(catalogue).getBytes(UTF_8);
    List<Map.Entry<Entry, Response<Object>>> answers = new ArrayList<>(entries.size());
    RefusedLines refused = new RefusedLines();
    try (AbstractPipeline pipeline = redis.pipelined()) {
      entries.stream()
          .map(entry -> entry.line().line().betType().symbol())
          .distinct()
          .forEach(symbol -> pipeline.sadd(keys.betTypes(), symbol));
      for (Entry entry : entries) {
        if (entry.broken().isPresent()) {
          refused.unwritable(entry.line(), entry.broken().get());
        } else {
          answers.add(
              Map.entry(entry, pipeline.evalsha(digest, entry.keys(), entry.arguments(version))));
        }
      }
      pipeline.sync();
    }
    // A failed answer throws here, before the positions are advanced.
    int newer = 0;
    long shutAt = 0;
    List<Entry> turnedAway = new ArrayList<>();
    for (Map.Entry<Entry, Response<Object>> entry : answers) {
      long answer;
      try {
        answer = (Long) entry.getValue().get();
        refused.accepted();
      } catch (JedisNoScriptException e) {
        throw e;
      } catch (JedisDataException e) {
        refused.answered(entry.getKey().line(), e);
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
}
