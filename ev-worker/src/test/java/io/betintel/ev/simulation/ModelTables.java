package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.LineSink;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.ev.sink.postgres.EventRows;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * {@code events}, {@code bets}, {@code bet_history} and {@code sink_offsets} as a model that the
 * sinks of all workers share. A write is one transaction: the positions by compare-and-set, then
 * the events, each guarded by its last update, then the rows, each guarded by its version.
 */
final class ModelTables {
  private final Supplier<Flags> flags;
  private final SortedMap<String, EventRows.Event> events = new TreeMap<>();
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
   * @param start of the event, as the row has it
   */
  record Row(long version, PricedLine line, boolean open, Instant start) {
    private Row at(Instant otherStart) {
      return new Row(version, line, open, otherStart);
    }
  }

  /** By id. */
  SortedMap<String, EventRows.Event> events() {
    return events;
  }

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
    for (VersionedLine line : batch.earlier()) {
      if (line.allowed(on)) {
        EventRows.of(List.of(line)).forEach(this::put);
        put(line);
      }
    }
    List<VersionedLine> lines = batch.lines().stream().filter(line -> line.allowed(on)).toList();
    EventRows.of(lines).forEach(this::put);
    int changed = 0;
    for (VersionedLine line : lines) {
      changed += put(line) ? 1 : 0;
    }
    batch.spans().forEach((partition, span) -> positions.put(partition, span.next()));
    return changed;
  }

  /** A new start moves every bet of the event. */
  private void put(EventRows.Event event) {
    EventRows.Event before = events.get(event.id());
    if (before != null && !before.lastUpdate().isBefore(event.lastUpdate())) {
      return;
    }
    events.put(event.id(), event);
    if (before != null && !before.start().equals(event.start())) {
      rows.replaceAll(
          (key, row) -> row.line().event().id().equals(event.id()) ? row.at(event.start()) : row);
    }
  }

  private boolean put(VersionedLine written) {
    PricedLine line = written.line();
    boolean changed = false;
    for (PricedLine.PricedOutcome outcome : line.outcomes()) {
      String key = key(line, outcome.name());
      Row before = rows.get(key);
      if (before == null || before.version() < written.version()) {
        Instant start = events.get(line.event().id()).start(); // this line may be older news
        changed |= remember(key, new Row(written.version(), line, true, start));
      }
    }
    String prefix = key(line, "");
    for (String key : rows.tailMap(prefix).keySet()) {
      if (!key.startsWith(prefix)) {
        break;
      }
      Row before = rows.get(key);
      if (before.version() < written.version()) {
        changed |= remember(key, new Row(written.version(), line, false, before.start()));
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
