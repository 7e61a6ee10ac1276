package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * {@code bets}, {@code bet_history} and {@code sink_offsets} as a model that the sinks of all
 * workers share. A write is one transaction: the positions by compare-and-set, then the rows, each
 * guarded by its version.
 */
final class ModelTables {
  private final Supplier<Flags> flags;
  private final SortedMap<String, Row> rows = new TreeMap<>();
  private final SortedMap<String, SortedMap<Long, Row>> history = new TreeMap<>();
  private final Map<Integer, Long> positions = new HashMap<>();
  private TopicIdentity topic;

  /**
   * @param flags as the database has them
   */
  ModelTables(Supplier<Flags> flags) {
    this.flags = flags;
  }

  /**
   * A row of {@code bets}.
   *
   * @param line the version that wrote it
   * @param open false if that version closed it
   */
  record Row(long version, PricedLine line, boolean open) {}

  /** By line id and outcome. */
  SortedMap<String, Row> rows() {
    return rows;
  }

  /** By line id and outcome, then by version. */
  SortedMap<String, SortedMap<Long, Row>> history() {
    return history;
  }

  Map<Integer, Long> positions() {
    return Map.copyOf(positions);
  }

  static String key(PricedLine line, String outcome) {
    return line.id().text() + " " + outcome;
  }

  /** The sink of a worker. */
  LineSink over(String worker, Seams seams) {
    return new LineSink() {
      @Override
      public String name() {
        return "postgres";
      }

      @Override
      public Map<Integer, Long> positions(TopicIdentity now) {
        return seams.pass(
            worker,
            Seams.Kind.TABLES,
            () -> {
              if (topic != null) {
                now.requireSame(topic, "the tables hold", "a database", name());
              }
              return ModelTables.this.positions();
            },
            ModelTables::away);
      }

      @Override
      public int write(Batch batch) {
        return seams.pass(worker, Seams.Kind.TABLES, () -> transaction(batch), ModelTables::away);
      }
    };
  }

  private static SinkException away() {
    return new SinkException(SinkException.Kind.AWAY, "the database is away: simulated");
  }

  private int transaction(Batch batch) {
    batch
        .spans()
        .forEach(
            (partition, span) -> {
              if (positions.getOrDefault(partition, Span.NEVER) != span.from()) {
                throw new SinkException(
                    SinkException.Kind.MOVED, "the position of partition " + partition);
              }
            });
    topic = batch.topic();
    Flags on = flags.get();
    batch.earlier().stream().filter(line -> line.allowed(on)).forEach(this::put);
    int changed = 0;
    for (VersionedLine line : batch.lines()) {
      changed += line.allowed(on) && put(line) ? 1 : 0;
    }
    batch.spans().forEach((partition, span) -> positions.put(partition, span.next()));
    return changed;
  }

  private boolean put(VersionedLine written) {
    PricedLine line = written.line();
    boolean changed = false;
    for (PricedLine.PricedOutcome outcome : line.outcomes()) {
      String key = key(line, outcome.name());
      Row before = rows.get(key);
      if (before == null || before.version() < written.version()) {
        changed |= remember(key, new Row(written.version(), line, true));
      }
    }
    String prefix = key(line, "");
    for (String key : rows.tailMap(prefix).keySet()) {
      if (!key.startsWith(prefix)) {
        break;
      }
      if (rows.get(key).version() < written.version()) {
        changed |= remember(key, new Row(written.version(), line, false));
      }
    }
    return changed;
  }

  private boolean remember(String key, Row row) {
    rows.put(key, row);
    history.computeIfAbsent(key, k -> new TreeMap<>()).put(row.version(), row);
    return true;
  }
}
