package io.betintel.ev.parking;

import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.consume.TopicLookup;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.KafkaConfig;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Lists, purges and returns the records of {@code odds.parked}, for a person, while the workers'
 * replayers run.
 */
public final class ParkedRecords implements AutoCloseable {
  /** A busy replayer moves the positions a few times per second. */
  private static final int MOST_ATTEMPTS = 20;

  private final TopicLookup lookup;
  private final TopicReader reader;
  private final PositionTable table;

  public ParkedRecords(KafkaConfig kafka, DataSource dataSource, String application, String topic) {
    this.lookup = new TopicLookup(() -> Admin.create(kafka.clientProperties()), topic);
    this.reader = new TopicReader(kafka, topic);
    this.table = new PositionTable(dataSource, application, topic);
  }

  /**
   * Counts records by bet type, reason and partition.
   *
   * @param betType empty for all bet types
   * @param dealtWith whether to include records that were returned or given up
   */
  public Collection<RecordGroup> list(Optional<BetType> betType, boolean dealtWith)
      throws SQLException, InterruptedException {
    TreeMap<RecordGroup.Key, RecordGroup> groups = new TreeMap<>();
    each(
        betType,
        dealtWith,
        record -> {
          RecordGroup one = group(record);
          groups.merge(one.key(), one, RecordGroup::and);
          return true;
        });
    return groups.values();
  }

  /**
   * Hands over records until {@code wanted} returns false.
   *
   * @param betType empty for all bet types
   * @param dealtWith whether to include records that were returned or given up
   * @param wanted takes a record; returns false to stop
   */
  public void each(
      Optional<BetType> betType,
      boolean dealtWith,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted)
      throws SQLException, InterruptedException {
    Map<Integer, StoredLedger> ledgers = read();
    reader.read(
        dealtWith ? Map.of() : firstWaiting(ledgers),
        record -> {
          Optional<BetType> found = ReturnBatch.betType(record);
          boolean matches = found.isPresent() && betType.map(found.get()::equals).orElse(true);
          return !matches
              || (!dealtWith && !waits(ledgers.get(record.partition()), found.get(), record))
              || wanted.test(record);
        });
  }

  /** One record, whether it waits or not. */
  public Optional<ConsumerRecord<byte[], byte[]>> at(RecordId id) {
    return reader.at(id);
  }

  /** How many wait, as far as the replayers have read. */
  public long waiting(BetType betType) throws SQLException, InterruptedException {
    return read().values().stream()
        .mapToLong(
            stored -> stored.ledger().types().getOrDefault(betType, WaitingType.NONE).waiting())
        .sum();
  }

  /**
   * Gives up the waiting records of a bet type; the topic keeps them until its retention ends.
   *
   * @return how many records
   */
  public long purge(BetType betType) throws SQLException, InterruptedException {
    long waiting = 0;
    for (int partition : read().keySet()) {
      waiting +=
          change(
              partition,
              ledger -> {
                long count = ledger.types().getOrDefault(betType, WaitingType.NONE).waiting();
                ledger.purge(betType);
                return count;
              });
    }
    return waiting;
  }

  /**
   * Makes all records of a bet type that the topic still has wait again; those that the books
   * already have are superseded.
   *
   * @return how many records
   */
  public long again(BetType betType) throws SQLException, InterruptedException {
    Map<Integer, StoredLedger> ledgers = read();
    Map<Integer, List<Long>> found = new HashMap<>();
    each(
        Optional.of(betType),
        true,
        record -> {
          found
              .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
              .add(record.offset());
          return true;
        });
    long count = 0;
    for (int partition : ledgers.keySet()) {
      List<Long> offsets = found.getOrDefault(partition, List.of());
      count +=
          change(
              partition,
              ledger -> {
                // Records behind the tail are found anyway.
                long before = offsets.stream().filter(offset -> offset < ledger.tail()).count();
                if (before > 0) {
                  ledger.again(betType, offsets.get(0), before);
                }
                return before;
              });
    }
    return count;
  }

  @Override
  public void close() {
    reader.close();
    lookup.close();
  }

  /** Changes a ledger; starts over if it was changed meanwhile. */
  private long change(int partition, LedgerChange change)
      throws SQLException, InterruptedException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      String id = lookup.find().id();
      StoredLedger stored = table.read(id).get(partition);
      if (stored == null) {
        return 0;
      }
      long count = change.apply(stored.ledger());
      try {
        table.store(id, Map.of(partition, stored));
        return count;
      } catch (PositionsMovedException e) {
        Thread.sleep(20L * attempt); // a replayer was first
      }
    }
    throw new IllegalStateException(
        "the replayers keep moving the positions of partition " + partition + ": try again");
  }

  private Map<Integer, StoredLedger> read() throws SQLException, InterruptedException {
    try {
      return table.read(lookup.find().id());
    } catch (SQLException e) {
      throw new SQLException(DatabaseTrouble.describe(e), e);
    }
  }

  private static Map<Integer, Long> firstWaiting(Map<Integer, StoredLedger> ledgers) {
    Map<Integer, Long> from = new HashMap<>();
    ledgers.forEach(
        (partition, stored) ->
            from.put(
                partition,
                stored.ledger().types().values().stream()
                    .filter(type -> type.waiting() > 0)
                    .mapToLong(WaitingType::next)
                    .reduce(stored.ledger().tail(), Math::min)));
    return from;
  }

  private static boolean waits(
      StoredLedger stored, BetType betType, ConsumerRecord<byte[], byte[]> record) {
    if (stored == null || record.offset() >= stored.ledger().tail()) {
      return true;
    }
    WaitingType type = stored.ledger().types().getOrDefault(betType, WaitingType.NONE);
    return type.waiting() > 0 && record.offset() >= type.next();
  }

  private static RecordGroup group(ConsumerRecord<byte[], byte[]> record) {
    RecordGroup.Key key =
        new RecordGroup.Key(
            ReturnBatch.betType(record).map(BetType::symbol).orElse("?"),
            EvHeaders.text(record.headers(), EvHeaders.REASON).orElse("?"),
            record.partition());
    return RecordGroup.of(
        key, Instant.ofEpochMilli(record.timestamp()), ReturnRules.attempts(record) > 0);
  }

  /** A change of a ledger; returns how many records it concerns. */
  private interface LedgerChange {
    long apply(PartitionLedger ledger);
  }
}
