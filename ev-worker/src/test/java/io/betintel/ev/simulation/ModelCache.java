package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The Redis cache as a model that the sinks of all workers share: entries that expire, markers of
 * versions that outlive them, and positions. The lines of a batch are written before its positions,
 * and a worker can end between the two.
 */
final class ModelCache {
  private final Supplier<Flags> flags;
  private final Clock clock;
  private final SortedMap<String, Entry> entries = new TreeMap<>();
  private final Map<String, Long> markers = new HashMap<>();
  private final Map<Integer, Long> positions = new HashMap<>();
  private TopicIdentity topic;
  private boolean beginning;

  /**
   * @param flags as the database has them
   */
  ModelCache(Supplier<Flags> flags, Clock clock) {
    this.flags = flags;
    this.clock = clock;
  }

  /** A cached line. */
  record Entry(long version, PricedLine line) {}

  /** By line id, of those that have not expired. */
  SortedMap<String, Entry> entries() {
    entries.values().removeIf(entry -> !entry.line().validUntil().isAfter(clock.instant()));
    return entries;
  }

  /**
   * The server lost everything; not between the first lines of a partition and their position,
   * which would be stored without them: see {@code docs/simulation.md}.
   */
  void flush() {
    if (beginning) {
      return;
    }
    entries.clear();
    markers.clear();
    positions.clear();
    topic = null;
  }

  Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }

  /** The sink of a worker. */
  LineSink over(String worker, Seams seams) {
    return new LineSink() {
      @Override
      public String name() {
        return "redis";
      }

      @Override
      public Map<Integer, Long> positions(TopicIdentity now) {
        return seams.pass(
            worker,
            Seams.Kind.CACHE,
            () -> {
              if (topic != null) {
                now.requireSame(topic, "the cache holds", "a Redis", name());
              }
              return ModelCache.this.positions();
            },
            ModelCache::away);
      }

      @Override
      public int write(Batch batch) {
        beginning = batch.spans().values().stream().anyMatch(span -> span.from() == Span.NEVER);
        try {
          int written =
              seams.pass(worker, Seams.Kind.CACHE, () -> entries(batch), ModelCache::away);
          return seams.pass(
              worker, Seams.Kind.CACHE, () -> advance(batch, written), ModelCache::away);
        } finally {
          beginning = false;
        }
      }

      @Override
      public void refresh() {
        Flags on = flags.get();
        entries.values().removeIf(entry -> !on.on(entry.line().betType()));
      }
    };
  }

  private static SinkException away() {
    return new SinkException(SinkException.Kind.AWAY, "Redis is away: simulated");
  }

  private int entries(Batch batch) {
    Flags on = flags.get();
    Instant now = clock.instant();
    int written = 0;
    for (VersionedLine line : batch.lines()) {
      String id = line.line().id().text();
      long seen = markers.getOrDefault(id, Long.MIN_VALUE);
      if (!line.allowed(on) || seen > line.version()) {
        continue;
      }
      written += seen < line.version() ? 1 : 0;
      markers.put(id, line.version());
      if (line.withdrawn() || !line.line().validUntil().isAfter(now)) {
        entries.remove(id);
      } else {
        entries.put(id, new Entry(line.version(), line.line()));
      }
    }
    return written;
  }

  private int advance(Batch batch, int written) {
    batch
        .spans()
        .forEach(
            (partition, span) -> {
              if (positions.getOrDefault(partition, Span.NEVER) != span.from()) {
                throw new SinkException(SinkException.Kind.MOVED, "Redis lost its data");
              }
            });
    topic = batch.topic();
    batch.spans().forEach((partition, span) -> positions.put(partition, span.next()));
    return written;
  }
}
