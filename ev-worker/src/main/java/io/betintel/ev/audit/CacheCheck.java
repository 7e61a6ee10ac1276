package io.betintel.ev.audit;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.ops.RootCause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.resps.Tuple;

/** Compares the entries and indexes in Redis with the lines of a slice. */
final class CacheCheck {
  private static final String SINK = "redis";

  /** Limits what client and server hold for one pipeline. */
  private static final int PORTION = 300;

  private final AuditTargets targets;
  private final AuditMoment moment;
  private final AsideRecords aside;
  private final OpenTypes types;
  private final Slice slice;
  private final Findings findings;

  CacheCheck(
      AuditTargets targets,
      AuditMoment moment,
      AsideRecords aside,
      OpenTypes types,
      Slice slice,
      Findings findings) {
    this.targets = targets;
    this.moment = moment;
    this.aside = aside;
    this.types = types;
    this.slice = slice;
    this.findings = findings;
  }

  void compare(AuditedLines lines) {
    try {
      Map<Integer, Long> positions = positions();
      Map<BetType, List<AuditedLine>> byType = new TreeMap<>();
      lines
          .all()
          .forEach(
              line -> byType.computeIfAbsent(line.betType(), t -> new ArrayList<>()).add(line));
      for (String name : new TreeSet<>(targets.redis().smembers(targets.keys().betTypes()))) {
        BetType.find(name).ifPresent(type -> byType.putIfAbsent(type, List.of()));
      }
      byType.forEach((type, its) -> compare(type, its, lines, positions));
    } catch (JedisException e) {
      throw new CouldNotLookException("Redis: " + RootCause.of(e), e);
    }
  }

  private Map<Integer, Long> positions() {
    Map<Integer, Long> positions = new HashMap<>();
    Map<String, String> stored = targets.redis().hgetAll(targets.keys().positions());
    String topicId = stored.get("topic_id");
    if (topicId != null && !topicId.equals(moment.linesId())) {
      throw new CouldNotLookException(
          "the cache is of another topic "
              + targets.topics().lines()
              + " than today's: run ev-worker sink rebuild redis");
    }
    stored.forEach(
        (field, value) -> {
          if (field.chars().allMatch(c -> c >= '0' && c <= '9')) {
            positions.put(Integer.valueOf(field), Long.valueOf(value));
          }
        });
    return positions;
  }

  private void compare(
      BetType type, List<AuditedLine> its, AuditedLines all, Map<Integer, Long> positions) {
    for (int bucket = 0; bucket < CacheKeys.BUCKETS; bucket++) {
      Map<String, Double> index = index(type, bucket);
      TreeSet<String> ids = new TreeSet<>(index.keySet());
      for (AuditedLine line : its) {
        if (CacheKeys.bucketOf(new LineId(line.id())) == bucket) {
          ids.add(line.id());
        }
      }
      List<String> wanted = new ArrayList<>(ids);
      for (int from = 0; from < wanted.size(); from += PORTION) {
        portion(
            type,
            wanted.subList(from, Math.min(wanted.size(), from + PORTION)),
            index,
            all,
            positions);
      }
    }
  }

  private Map<String, Double> index(BetType type, int bucket) {
    Map<String, Double> index = new HashMap<>();
    for (Tuple each : targets.redis().zrangeWithScores(targets.keys().index(type, bucket), 0, -1)) {
      if (slice.hasLine(each.getElement())) {
        index.put(each.getElement(), each.getScore());
      }
    }
    return index;
  }

  private void portion(
      BetType type,
      List<String> ids,
      Map<String, Double> index,
      AuditedLines lines,
      Map<Integer, Long> positions) {
    List<Response<List<String>>> entries = new ArrayList<>(ids.size());
    List<Response<Long>> ttls = new ArrayList<>(ids.size());
    long now = System.currentTimeMillis();
    try (AbstractPipeline pipeline = targets.redis().pipelined()) {
      for (String id : ids) {
        String entry = targets.keys().line(type, new LineId(id));
        entries.add(pipeline.mget(entry, targets.keys().version(type, new LineId(id))));
        ttls.add(pipeline.pttl(entry));
      }
      pipeline.sync();
    }
    EntryCheck check =
        new EntryCheck(
            new StoreRules(SINK, targets, moment, aside, types, positions, now), findings, lines);
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      List<String> both = entries.get(i).get();
      CachedEntry entry =
          new CachedEntry(id, both.get(0), both.get(1), ttls.get(i).get(), index.get(id));
      if (!lines.isUnreadable(id)) {
        check.compare(type, entry, lines.find(id));
      }
    }
  }
}
