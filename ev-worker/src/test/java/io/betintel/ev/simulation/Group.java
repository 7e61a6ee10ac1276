package io.betintel.ev.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A consumer group whose members take and give up partitions when they poll. A partition has a new
 * owner once the old one has polled, or was thrown out: then both may think that they have it.
 */
final class Group {
  private final int partitions;
  private final List<String> members = new ArrayList<>();
  private final Map<Integer, String> held = new TreeMap<>();
  private int turn;

  Group(int partitions) {
    this.partitions = partitions;
  }

  /** Gives each partition another owner, if there is one. */
  void rotate() {
    turn++;
  }

  /** The member is dead or silent: others may have its partitions at once. */
  void leave(String member) {
    members.remove(member);
    held.values().removeIf(member::equals);
  }

  boolean has(String member) {
    return members.contains(member);
  }

  /** Whether the group has given it the partition, and nobody else since. */
  boolean isOwner(String member, int partition) {
    return holds(partition, member);
  }

  /** The member polls: what it has from now on. */
  Set<Integer> poll(String member) {
    if (!members.contains(member)) {
      members.add(member);
      members.sort(null);
      return Set.of(); // it has joined, and learns at its next poll
    }
    Set<Integer> mine = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      boolean wanted = members.get((partition + turn) % members.size()).equals(member);
      if (!wanted) {
        held.remove(partition, member);
      } else if (held.putIfAbsent(partition, member) == null || holds(partition, member)) {
        mine.add(partition);
      }
    }
    return mine;
  }

  private boolean holds(int partition, String member) {
    return member.equals(held.get(partition));
  }
}
