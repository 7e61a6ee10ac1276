package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * Reads lines as they are now. Redis expires lines by its own clock; the reader also compares
 * {@code valid_until} with the clock of the process that shows the line.
 */
public final class CachedLineReader implements LineSource {
  /** Limits what client and server hold in memory for one pipeline; a line is a few kilobytes. */
  private static final int PORTION = 500;

  private final UnifiedJedis redis;
  private final CacheKeys keys;
  private final Clock clock;

  public CachedLineReader(UnifiedJedis redis, CacheKeys keys, Clock clock) {
    this.redis = redis;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public List<LineId> ids(BetType betType) {
    String now = "(" + clock.millis();
    List<Response<List<String>>> answers = new ArrayList<>(CacheKeys.BUCKETS);
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (String index : keys.indexes(betType)) {
        answers.add(pipeline.zrangeByScore(index, now, "+inf"));
      }
      pipeline.sync();
    }
    List<LineId> ids = new ArrayList<>();
    answers.forEach(answer -> answer.get().forEach(id -> ids.add(new LineId(id))));
    return ids;
  }

  @Override
  public List<CachedLine> lines(BetType betType, List<LineId> ids) {
    List<CachedLine> lines = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += PORTION) {
      lines.addAll(portion(betType, ids.subList(from, Math.min(ids.size(), from + PORTION))));
    }
    return lines;
  }

  private List<CachedLine> portion(BetType betType, List<LineId> ids) {
    List<Response<List<String>>> answers = new ArrayList<>(ids.size());
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (LineId id : ids) {
        // In one command, so that the entry and the marker are of one version.
        answers.add(pipeline.mget(keys.line(betType, id), keys.version(betType, id)));
      }
      pipeline.sync();
    }
    Instant now = clock.instant();
    List<CachedLine> lines = new ArrayList<>(ids.size());
    for (int i = 0; i < answers.size(); i++) {
      List<String> answer = answers.get(i).get();
      lines.add(CachedLine.of(ids.get(i), answer.get(0), answer.get(1), now));
    }
    return lines;
  }
}
