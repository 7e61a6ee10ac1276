package io.betintel.ev.parking;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.WaitingType.Ending;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The arithmetic of one partition of {@code odds.parked}: what waits, what was dealt with and where
 * to read next. All bet types share the partition; each has its own position, and the tail is the
 * first offset that was never read. To return a type, reading goes back to the type's position and
 * skips the records of other types, which are already counted. Knows no Kafka; owned by one thread.
 */
final class PartitionLedger {
  /**
   * Bet types that may wait in one partition: ten times what anybody plans. A producer may send any
   * name.
   */
  static final int MOST_BET_TYPES = 1_000;

  private final SortedMap<BetType, WaitingType> types;
  private final Set<BetType> passing = new HashSet<>();
  private final Map<BetType, Recount> recounts = new HashMap<>();
  private final Set<BetType> changed = new HashSet<>();
  private long tail;
  private boolean moved;

  PartitionLedger(long tail, Map<BetType, WaitingType> types) {
    this.tail = tail;
    this.types = new TreeMap<>(types);
  }

  /** The first offset that was never read. */
  long tail() {
    return tail;
  }

  SortedMap<BetType, WaitingType> types() {
    return Collections.unmodifiableSortedMap(types);
  }

  /** The types that differ from what is stored. */
  SortedMap<BetType, WaitingType> changes() {
    SortedMap<BetType, WaitingType> rows = new TreeMap<>();
    changed.forEach(betType -> rows.put(betType, types.get(betType)));
    return rows;
  }

  boolean isChanged() {
    return moved || !changed.isEmpty();
  }

  void stored() {
    moved = false;
    changed.clear();
  }

  /**
   * Notes where the log begins now: waiting records before that offset were deleted. The rest is
   * counted by reading it once more.
   *
   * @return the types that lost records
   */
  Set<BetType> begins(long beginning) {
    Set<BetType> cut = new HashSet<>();
    types.forEach(
        (betType, type) -> {
          if (type.waiting() > 0 && type.next() < beginning && !recounts.containsKey(betType)) {
            recounts.put(betType, new Recount(beginning));
            passing.remove(betType);
            cut.add(betType);
          }
        });
    if (beginning > tail) {
      tail = beginning;
      moved = true;
    }
    return cut;
  }

  /**
   * The offset that reading must go back to, if it must.
   *
   * @param position the next offset to read now
   * @param returnable the types that may be returned
   */
  OptionalLong goBack(long position, Set<BetType> returnable) {
    long from = position;
    for (BetType betType : returnable) {
      WaitingType type = types.getOrDefault(betType, WaitingType.NONE);
      if (type.waiting() > 0 && !recounts.containsKey(betType) && passing.add(betType)) {
        from = Math.min(from, type.next());
      }
    }
    for (Recount recount : recounts.values()) {
      if (!recount.begun) {
        recount.begun = true;
        from = Math.min(from, recount.beginning);
      }
    }
    return from < position ? OptionalLong.of(from) : OptionalLong.empty();
  }

  /** Whether the ledger has an entry of the type. */
  boolean knows(BetType betType) {
    return types.containsKey(betType);
  }

  /** Whether a record must be dealt with now; if not, everything is recorded. */
  boolean isDue(BetType betType, long offset, boolean returnable) {
    WaitingType type = types.getOrDefault(betType, WaitingType.NONE);
    if (offset < type.next() && offset < tail) {
      return false; // dealt with
    }
    Recount recount = recounts.get(betType);
    if (recount != null) {
      recount.see(offset);
    } else if (returnable && (type.waiting() == 0 || passing.contains(betType))) {
      return true; // nothing of its type waits before it
    }
    postpone(betType, offset);
    return false;
  }

  /** A record that was due waits after all, and so do the later ones of its type. */
  void postpone(BetType betType, long offset) {
    passing.remove(betType);
    if (offset >= tail) {
      put(betType, types.getOrDefault(betType, WaitingType.NONE).found(offset));
    }
  }

  /** A record that was due is dealt with. */
  void dealtWith(BetType betType, long offset, Ending ending) {
    put(
        betType,
        types.getOrDefault(betType, WaitingType.NONE).dealtWith(offset, offset < tail, ending));
  }

  /**
   * Everything before the position was read.
   *
   * @return how many waiting records of each type no longer exist
   */
  Map<BetType, Long> reached(long position) {
    Map<BetType, Long> gone = new HashMap<>();
    if (position < tail) {
      return gone;
    }
    if (position > tail) {
      tail = position;
      moved = true;
    }
    recounts.forEach((betType, recount) -> settle(betType, recount.first, recount.count, gone));
    recounts.clear();
    // A complete pass: what it did not find no longer exists.
    passing.forEach(betType -> settle(betType, tail, 0, gone));
    passing.clear();
    return gone;
  }

  private void settle(BetType betType, long first, long count, Map<BetType, Long> gone) {
    WaitingType type = types.get(betType);
    if (type != null && type.waiting() != count) {
      gone.put(betType, type.waiting() - count);
      put(betType, type.remaining(count == 0 ? tail : first, count));
    }
  }

  /** A person gives up the waiting records of a type. */
  void purge(BetType betType) {
    put(betType, types.getOrDefault(betType, WaitingType.NONE).purgedUpTo(tail));
  }

  /** A person wants all kept records of a type again; the first one is at the offset. */
  void again(BetType betType, long first, long count) {
    put(betType, types.getOrDefault(betType, WaitingType.NONE).again(first, count));
  }

  private void put(BetType betType, WaitingType type) {
    types.put(betType, type);
    changed.add(betType);
  }

  /** Counts what is left of a type's waiting records. */
  private static final class Recount {
    private final long beginning;
    private boolean begun;
    private long first = -1;
    private long last = -1;
    private long count;

    Recount(long beginning) {
      this.beginning = beginning;
    }

    void see(long offset) {
      if (offset > last) { // reading may have gone back for another type
        first = first < 0 ? offset : first;
        last = offset;
        count++;
      }
    }
  }
}
