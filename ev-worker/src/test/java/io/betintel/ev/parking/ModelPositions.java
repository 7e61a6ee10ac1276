package io.betintel.ev.parking;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.WaitingType.Ended;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables of parked positions as a model, which every replayer of a simulation shares: one
 * transaction a call, by compare-and-set. {@link PositionsContract} runs against it.
 */
public final class ModelPositions {
  private final Map<Integer, Row> rows = new TreeMap<>();

  /** Where a call can fail. */
  @FunctionalInterface
  public interface Line {
    /**
     * Does the work, or fails before or after it.
     *
     * @param seam what is called
     */
    <T> T call(String seam, Answer<T> work) throws SQLException, PositionsMovedException;
  }

  /** What a call does. */
  @FunctionalInterface
  public interface Answer<T> {
    T now() throws SQLException, PositionsMovedException;
  }

  /** How many events of a type were found in a partition, by what the positions say. */
  public record Count(long waiting, long ended) {}

  /** A worker's connection. */
  public Of over(Line line) {
    return new Of(line);
  }

  /** By partition and bet type. */
  public Map<Integer, Map<BetType, Count>> counts() {
    Map<Integer, Map<BetType, Count>> counts = new TreeMap<>();
    rows.forEach(
        (partition, row) ->
            row.types()
                .forEach(
                    (type, waiting) ->
                        counts
                            .computeIfAbsent(partition, p -> new TreeMap<>())
                            .put(type, new Count(waiting.waiting(), sum(waiting.ended())))));
    return counts;
  }

  /** The first offset of the partition that was never read. */
  public long tail(int partition) {
    Row row = rows.get(partition);
    return row == null ? 0 : row.tail();
  }

  private static long sum(Ended ended) {
    return ended.returned() + ended.over() + ended.broken() + ended.purged() + ended.expired();
  }

  private record Row(String topicId, long version, long tail, Map<BetType, WaitingType> types) {}

  /** The port, as one worker sees it. */
  public final class Of implements Positions {
    private final Line line;

    private Of(Line line) {
      this.line = line;
    }

    @Override
    public Map<Integer, Long> versions() throws SQLException {
      return asked(
          "versions",
          () -> {
            Map<Integer, Long> versions = new HashMap<>();
            rows.forEach((partition, row) -> versions.put(partition, row.version()));
            return versions;
          });
    }

    @Override
    public Map<Integer, StoredLedger> read(String topicId) throws SQLException {
      return asked(
          "read",
          () -> {
            Map<Integer, StoredLedger> ledgers = new TreeMap<>();
            rows.forEach(
                (partition, row) -> {
                  if (row.topicId().equals(topicId)) {
                    PartitionLedger ledger = new PartitionLedger(row.tail(), row.types());
                    ledgers.put(partition, new StoredLedger(row.version(), ledger));
                  }
                });
            return ledgers;
          });
    }

    @Override
    public int forgetOthers(String topicId) throws SQLException {
      return asked(
          "forget",
          () -> {
            int before = rows.size();
            rows.values().removeIf(row -> !row.topicId().equals(topicId));
            return before - rows.size();
          });
    }

    @Override
    public Map<Integer, StoredLedger> store(String topicId, Map<Integer, StoredLedger> ledgers)
        throws SQLException, PositionsMovedException {
      Map<Integer, StoredLedger> now = line.call("positions", () -> stored(topicId, ledgers));
      now.values().forEach(each -> each.ledger().stored());
      return now;
    }

    private Map<Integer, StoredLedger> stored(String topicId, Map<Integer, StoredLedger> ledgers)
        throws PositionsMovedException {
      for (Map.Entry<Integer, StoredLedger> entry : new TreeMap<>(ledgers).entrySet()) {
        Row row = rows.get(entry.getKey());
        long version = row == null ? 0 : row.topicId().equals(topicId) ? row.version() : -1;
        if (version != entry.getValue().version()) {
          throw new PositionsMovedException(entry.getKey());
        }
      }
      Map<Integer, StoredLedger> now = new TreeMap<>();
      ledgers.forEach(
          (partition, stored) -> {
            long version = stored.version() + 1;
            Row before = rows.get(partition);
            Map<BetType, WaitingType> types =
                before == null ? new TreeMap<>() : new TreeMap<>(before.types());
            types.putAll(stored.ledger().changes()); // the rows that the real statement writes
            rows.put(partition, new Row(topicId, version, stored.ledger().tail(), types));
            now.put(partition, new StoredLedger(version, stored.ledger()));
          });
      return now;
    }

    private <T> T asked(String what, Answer<T> work) throws SQLException {
      try {
        return line.call("positions-" + what, work);
      } catch (PositionsMovedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
