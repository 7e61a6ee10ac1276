package io.betintel.ev.consume;

import io.betintel.ev.consume.Member.Reading;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides whether a part has work and does none of it: it compares what the broker has with what
 * the part's consumers read, and with who the broker thinks they are. A consumer's own view is not
 * enough: after a broker was killed, one had no partitions, no lag and no error for five minutes.
 *
 * <p>What another worker reads, or is still thought to read, is that worker's. What a consumer
 * pauses is not its work now: the part says itself why it waits. Owned by one thread.
 */
final class StallRule {
  private static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::toString);

  private final long patience;
  private final long longestGap;
  private final Set<String> ours = new HashSet<>();
  private Map<String, Standing> standing = new HashMap<>();
  private long lookedAt;

  /**
   * @param patience how long nothing may move
   * @param longestGap between two looks; after a longer one the process itself stood still
   */
  StallRule(Duration patience, Duration longestGap) {
    this.patience = patience.toNanos();
    this.longestGap = longestGap.toNanos();
  }

  /** What does not move, since when, and where it is. */
  private record Standing(long since, Map<TopicPartition, Long> positions, long waiting) {}

  /** The broker was not asked, or gave no answer: nobody knows what moved meanwhile. */
  void forget() {
    standing.clear();
  }

  /**
   * @param members of this part; without any it has not begun
   * @param now in nanoseconds
   * @return what stands still, for people; empty if all is well
   */
  Optional<String> look(GroupState group, Collection<Reading> members, long now) {
    if (now - lookedAt > longestGap) {
      forget();
    }
    lookedAt = now;
    members.forEach(member -> ours.add(member.id()));
    Map<String, Standing> next = new TreeMap<>();
    if (!members.isEmpty()) {
      members.forEach(member -> add(next, member, group, now));
      addUnread(next, group, members, now);
    }
    ours.retainAll(group.owners().values());
    standing = next;
    List<String> stalled =
        next.entrySet().stream()
            .filter(each -> now - each.getValue().since() >= patience)
            .map(each -> text(each.getKey(), each.getValue(), now))
            .toList();
    return stalled.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", stalled));
  }

  private void add(Map<String, Standing> next, Reading member, GroupState group, long now) {
    if (now - member.at() >= patience) {
      next.put("the thread of " + member.id() + " has not polled", silent(member));
      return;
    }
    Map<TopicPartition, Long> positions = new TreeMap<>(BY_NAME);
    long waiting = 0;
    for (Map.Entry<TopicPartition, Long> end : group.ends().entrySet()) {
      TopicPartition partition = end.getKey();
      boolean its =
          member.positions().containsKey(partition)
              || (member.id().equals(group.owners().get(partition))
                  && !member.paused().contains(partition));
      if (its) {
        long position = member.positions().getOrDefault(partition, Member.NOWHERE);
        positions.put(partition, position);
        waiting += Math.max(0, end.getValue() - Math.max(0, position));
      }
    }
    if (waiting > 0) {
      keep(next, member.id() + " has read none", positions, waiting, now);
    }
  }

  private static Standing silent(Reading member) {
    return new Standing(member.at(), member.positions(), 0);
  }

  /** Partitions of nobody, and those of a consumer of ours that is gone. */
  private void addUnread(
      Map<String, Standing> next, GroupState group, Collection<Reading> members, long now) {
    Set<String> alive = members.stream().map(Reading::id).collect(Collectors.toSet());
    Map<TopicPartition, Long> unread = new TreeMap<>(BY_NAME);
    long waiting = 0;
    for (Map.Entry<TopicPartition, Long> end : group.ends().entrySet()) {
      String owner = group.owners().get(end.getKey());
      boolean anothers = owner != null && !ours.contains(owner);
      boolean read =
          anothers
              || alive.contains(owner)
              || members.stream().anyMatch(member -> has(member, end.getKey()));
      if (!read) {
        unread.put(end.getKey(), 0L);
        waiting += end.getValue();
      }
    }
    if (waiting > 0) {
      keep(
          next,
          "no consumer of group " + group.name() + " has read " + unread.keySet(),
          unread,
          0,
          now);
    }
  }

  private static boolean has(Reading member, TopicPartition partition) {
    return member.positions().containsKey(partition) || member.paused().contains(partition);
  }

  private void keep(
      Map<String, Standing> next,
      String what,
      Map<TopicPartition, Long> positions,
      long waiting,
      long now) {
    Standing before = standing.get(what);
    boolean moved = before == null || !before.positions().equals(positions);
    next.put(what, new Standing(moved ? now : before.since(), positions, waiting));
  }

  private static String text(String what, Standing standing, long now) {
    long seconds = Duration.ofNanos(now - standing.since()).toSeconds();
    return (standing.waiting() == 0 ? "" : standing.waiting() + " records wait and ")
        + what
        + " for "
        + seconds
        + " s";
  }
}
