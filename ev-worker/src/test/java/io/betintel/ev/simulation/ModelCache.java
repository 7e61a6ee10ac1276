package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.ev.sink.redis.LinesThenPositions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * The Redis cache as a model that the sinks of all workers share. How lines and positions are
 * written is real ({@link LinesThenPositions}); the server may lose everything, or go back to an
 * earlier state, between any two of its commands.
 */
final class ModelCache {
  /** Every so many commands the server keeps its state, as it does on its disk. */
  private static final int KEEPS_EVERY = 5;

  private final Supplier<Flags> flags;
  private final Clock clock;
  private CacheState state = new CacheState();
  private CacheState kept = new CacheState();
  private long commands;
  private Optional<Boolean> loss = Optional.empty();
  private long losesAt;
  private long marks;

  /**
   * @param flags as the database has them
   */
  ModelCache(Supplier<Flags> flags, Clock clock) {
    this.flags = flags;
    this.clock = clock;
  }

  /** By line id, of those that have not expired. */
  SortedMap<String, CacheState.Entry> entries() {
    return state.entries(clock.instant());
  }

  /** The server loses everything, or comes back with the state that it kept last. */
  void lose(boolean everything) {
    state = everything ? new CacheState() : kept.copy();
  }

  /** The same, just before one of its next commands. */
  void loseLater(boolean everything, int commandsBefore) {
    loss = Optional.of(everything);
    losesAt = commands + commandsBefore;
  }

  Map<Integer, Long> positions() {
    return Map.copyOf(state.positions);
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
              if (state.topic != null) {
                now.requireSame(state.topic, "the cache holds", "a Redis", name());
              }
              return ModelCache.this.positions();
            },
            ModelCache::away);
      }

      @Override
      public int write(Batch batch) {
        return new LinesThenPositions<>(new OneBatch(batch, worker, seams)).write(batch.lines());
      }

      @Override
      public void refresh() {
        Flags on = flags.get();
        state.entries.values().removeIf(entry -> !on.on(entry.line().betType()));
      }
    };
  }

  private static SinkException away() {
    return new SinkException(SinkException.Kind.AWAY, "Redis is away: simulated");
  }

  /** Call this before each command. */
  private void command() {
    if (commands == losesAt) {
      loss.ifPresent(this::lose);
      loss = Optional.empty();
    }
    if (++commands % KEEPS_EVERY == 0) {
      kept = state.copy();
    }
  }

  private List<VersionedLine> put(List<VersionedLine> lines) {
    Flags on = flags.get();
    List<VersionedLine> newer = new ArrayList<>();
    for (VersionedLine line : lines) {
      command();
      if (line.allowed(on) && state.put(line, clock.instant())) {
        newer.add(line);
      }
    }
    return newer;
  }

  private List<VersionedLine> missing(List<VersionedLine> lines) {
    command();
    return state.missing(lines);
  }

  private boolean advance(Batch batch, String mark) {
    command();
    for (Map.Entry<Integer, Span> span : batch.spans().entrySet()) {
      if (!mark.equals(state.marks.getOrDefault(span.getKey(), ""))
          || state.positions.getOrDefault(span.getKey(), Span.NEVER) != span.getValue().from()) {
        return false;
      }
    }
    state.topic = batch.topic();
    batch.spans().forEach((partition, span) -> state.positions.put(partition, span.next()));
    return true;
  }

  /** What the server does for one batch, with a seam after each portion. */
  private final class OneBatch implements LinesThenPositions.Store<VersionedLine> {
    private final Batch batch;
    private final String worker;
    private final Seams seams;

    OneBatch(Batch batch, String worker, Seams seams) {
      this.batch = batch;
      this.worker = worker;
      this.seams = seams;
    }

    private <T> T pass(Supplier<T> work) {
      return seams.pass(worker, Seams.Kind.CACHE, work::get, ModelCache::away);
    }

    @Override
    public LinesThenPositions.Written<VersionedLine> write(List<VersionedLine> lines) {
      int half = lines.size() / 2;
      int newer = pass(() -> put(lines.subList(0, half))).size();
      newer += pass(() -> put(lines.subList(half, lines.size()))).size();
      Flags on = flags.get();
      return new LinesThenPositions.Written<>(
          newer, lines.stream().filter(line -> line.allowed(on)).toList());
    }

    @Override
    public String mark() {
      return pass(
          () -> {
            command();
            String mark = "mark " + ++marks;
            batch.spans().keySet().forEach(partition -> state.marks.put(partition, mark));
            return mark;
          });
    }

    @Override
    public List<VersionedLine> missing(List<VersionedLine> lines) {
      int half = lines.size() / 2;
      List<VersionedLine> missing =
          new ArrayList<>(pass(() -> ModelCache.this.missing(lines.subList(0, half))));
      missing.addAll(pass(() -> ModelCache.this.missing(lines.subList(half, lines.size()))));
      return missing;
    }

    @Override
    public boolean advance(String mark) {
      return pass(() -> ModelCache.this.advance(batch, mark));
    }

    @Override
    public boolean losesByItself() {
      return false;
    }
  }
}
