package io.betintel.ev.sink.redis;

import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.at;
import static io.betintel.ev.sink.PricedLines.open;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.catalogue.FlagsInHand;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.UnifiedJedis;

/** Feeds the Redis sink: each line is the next record of the topic. */
public final class CacheFeed {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "first-topic-id", 1);

  private final FlagsInHand flags = new FlagsInHand(TOTALS, POINTS);
  private final LineSink sink;
  private long next;

  public CacheFeed(UnifiedJedis redis, CacheKeys keys, Clock clock) {
    sink = new RedisSink(redis, keys, CacheExpiry.live(), flags, clock);
  }

  /** Returns the version of the first line. */
  public long write(PricedLine... lines) {
    List<VersionedLine> versioned = new ArrayList<>();
    for (PricedLine line : lines) {
      versioned.add(at(next + versioned.size(), line));
    }
    write(versioned);
    long first = next;
    next += lines.length;
    return first;
  }

  /** Writes the last record again. */
  public void repeat(PricedLine line) {
    write(List.of(at(next - 1, line)));
  }

  /** Sets a flag, and lets the sink look at the flags. */
  public void enable(BetType betType, boolean on) {
    flags.commit(betType, on);
    flags.hear();
    sink.refresh();
  }

  /** Looks whether entries were evicted, and for an entry, as the thread beside the sink does. */
  public void looksForLosses() {
    sink.hasLost();
    sink.restore(batch(List.of(at(next - 1, open(TOTALS, "e1", 5.5, 2.1)))));
  }

  private void write(List<VersionedLine> lines) {
    long from = sink.positions(TOPIC).getOrDefault(0, Span.NEVER);
    long to = lines.get(lines.size() - 1).version() + 1;
    sink.write(
        new Batch(
            TOPIC,
            lines,
            List.of(),
            new TreeMap<>(Map.of(0, new Span(from, to))),
            lines.size(),
            0,
            List.of()));
  }

  private static Batch batch(List<VersionedLine> lines) {
    return new Batch(TOPIC, lines, List.of(), new TreeMap<>(), lines.size(), 0, List.of());
  }
}
