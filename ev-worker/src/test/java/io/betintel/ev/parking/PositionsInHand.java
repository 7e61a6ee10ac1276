package io.betintel.ev.parking;

import io.betintel.ev.odds.BetType;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Positions in memory that a test can make fail. */
final class PositionsInHand implements Positions {
  private final Map<Integer, Row> rows = new TreeMap<>();
  private Optional<SQLException> failure = Optional.empty();
  private Runnable beforeNextStore = () -> {};
  private int stored;

  /** From now on every call fails so; empty for none. */
  void fail(Optional<SQLException> with) {
    failure = with;
  }

  /** Runs something just before the next store. */
  void beforeNextStore(Runnable happens) {
    beforeNextStore = happens;
  }

  /** How often something was stored. */
  int stored() {
    return stored;
  }

  @Override
  public Map<Integer, Long> versions() throws SQLException {
    answer();
    Map<Integer, Long> versions = new HashMap<>();
    rows.forEach((partition, row) -> versions.put(partition, row.version()));
    return versions;
  }

  @Override
  public Map<Integer, StoredLedger> read(String topicId) throws SQLException {
    answer();
    Map<Integer, StoredLedger> ledgers = new TreeMap<>();
    rows.forEach(
        (partition, row) -> {
          if (row.topicId().equals(topicId)) {
            ledgers.put(
                partition,
                new StoredLedger(row.version(), new PartitionLedger(row.tail(), row.types())));
          }
        });
    return ledgers;
  }

  @Override
  public int forgetOthers(String topicId) throws SQLException {
    answer();
    int before = rows.size();
    rows.values().removeIf(row -> !row.topicId().equals(topicId));
    return before - rows.size();
  }

  @Override
  public Map<Integer, StoredLedger> store(String topicId, Map<Integer, StoredLedger> ledgers)
      throws SQLException, PositionsMovedException {
    Runnable happens = beforeNextStore;
    beforeNextStore = () -> {};
    happens.run();
    answer();
    for (Map.Entry<Integer, StoredLedger> entry : new TreeMap<>(ledgers).entrySet()) {
      Row row = rows.get(entry.getKey());
      long version = row == null ? 0 : row.topicId().equals(topicId) ? row.version() : -1;
      if (version != entry.getValue().version()) {
        throw new PositionsMovedException(entry.getKey());
      }
    }
    Map<Integer, StoredLedger> now = new TreeMap<>();
    ledgers.forEach(
        (partition, ledger) -> {
          long version = ledger.version() + 1;
          PartitionLedger content = ledger.ledger();
          rows.put(
              partition, new Row(topicId, version, content.tail(), new TreeMap<>(content.types())));
          content.stored();
          now.put(partition, new StoredLedger(version, content));
        });
    stored++;
    return now;
  }

  private void answer() throws SQLException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private record Row(String topicId, long version, long tail, Map<BetType, WaitingType> types) {}
}
