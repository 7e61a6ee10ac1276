package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.ModelPositions;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every parked record waits or has ended, expired ones included, and none waits whose type is
 * served. What retention deletes before any replayer has stored that it read it, nobody may know.
 */
final class ParkedCheck {
  private static final String CHECKER = "parked";

  private final Broker broker;
  private final ModelDatabase database;
  private final Set<String> maybeUnread = new HashSet<>();

  ParkedCheck(Broker broker, ModelDatabase database) {
    this.broker = broker;
    this.database = database;
  }

  /**
   * Retention deletes records of a partition.
   *
   * @param how how many, and seldom also some that nobody has read
   */
  void expire(int how) {
    int partition = how % broker.partitions();
    long tail = database.parked.tail(partition);
    Log log = broker.log(Broker.TOPICS.parked(), partition);
    long most = how / 2 % 8 == 0 ? log.end() : tail;
    log.deleteBefore(how / 16 % (most + 1));
    log.deleted().stream()
        .filter(record -> record.offset() >= tail)
        .forEach(record -> maybeUnread.add(partition + " " + record.offset()));
  }

  void check() {
    Catalogue catalogue = database.catalogue();
    SortedMap<String, Long> found = new TreeMap<>();
    SortedMap<String, Long> present = new TreeMap<>();
    SortedMap<String, Long> unread = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.committed(Broker.TOPICS.parked())) {
      present.merge(key(record), 1L, Long::sum);
      found.merge(key(record), 1L, Long::sum);
    }
    for (ConsumerRecord<byte[], byte[]> record : broker.deleted(Broker.TOPICS.parked())) {
      found.merge(key(record), 1L, Long::sum);
      if (maybeUnread.contains(record.partition() + " " + record.offset())) {
        unread.merge(key(record), 1L, Long::sum);
      }
    }
    SortedMap<String, Long> counted = new TreeMap<>();
    database
        .parked
        .counts()
        .forEach(
            (partition, types) ->
                types.forEach(
                    (type, count) -> {
                      requireNothingWaits(catalogue, type, count);
                      counted.put(partition + " " + type, count.waiting() + count.ended());
                    }));
    Set<String> keys = new HashSet<>(found.keySet());
    keys.addAll(counted.keySet());
    for (String key : keys) {
      long most = found.getOrDefault(key, 0L);
      long least = most - unread.getOrDefault(key, 0L);
      long now = counted.getOrDefault(key, 0L);
      if (now < least || now > most) {
        throw new Finding(
            CHECKER, key + ": " + now + " wait or have ended, and " + most + " were parked");
      }
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.partition() + " " + new String(record.key(), StandardCharsets.UTF_8);
  }

  private static void requireNothingWaits(
      Catalogue catalogue, BetType type, ModelPositions.Count count) {
    if (count.waiting() != 0 && catalogue.servedAs(type) == Served.SERVED) {
      throw new Finding(CHECKER, type + " is served and " + count.waiting() + " of it wait");
    }
  }
}
