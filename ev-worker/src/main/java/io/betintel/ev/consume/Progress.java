package io.betintel.ev.consume;

import io.betintel.ev.ops.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a part gets on with its topic. Its consumers say here what they read; the {@link
 * ProgressWatch} compares that with the broker. Safe for several threads.
 */
public final class Progress {
  /** How long a part may stand still while work waits. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How long the broker may give no answer: then nothing can get on. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private static final Duration LONGEST_BETWEEN_RENEWALS = Duration.ofMinutes(4);
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final String part;
  private final LongSupplier nanoTime;
  private final StallRule rule;
  private final List<Member> members = new CopyOnWriteArrayList<>();
  private final AtomicInteger renewals = new AtomicInteger();
  private volatile State state = new State(null, null, false);
  private volatile Duration setBack; // the last time
  private volatile int setBackIn = -1;
  private long answeredAt; // this and the next two: the watch's thread
  private long renewAt;
  private Duration pause = PATIENCE;

  /**
   * @param part its name in health
   * @param lookEvery how often the watch looks
   */
  Progress(String part, Duration lookEvery, LongSupplier nanoTime) {
    this.part = part;
    this.nanoTime = nanoTime;
    this.answeredAt = nanoTime.getAsLong();
    // A look may take as long as the broker may be silent.
    this.rule = new StallRule(PATIENCE, lookEvery.plus(SILENCE));
  }

  /**
   * What others see, changed as a whole: a part that is in trouble for two reasons one after the
   * other is never without trouble between them.
   *
   * @param stalled what does not move; null if all does
   * @param silent why the broker gives no answer; null if it does
   * @param allRead whether every partition has a reader
   */
  private record State(String stalled, String silent, boolean allRead) {}

  /** For a part that nobody watches. */
  public static Progress unwatched(String part) {
    return new Progress(part, PATIENCE, System::nanoTime);
  }

  /** Of a consumer that is made now; close it with the consumer. */
  public Member join() {
    Member member = new Member(this, renewals.get(), nanoTime);
    members.add(member);
    return member;
  }

  void left(Member member) {
    members.remove(member);
  }

  /** Why the part does not get on, for people; empty if it does. */
  public Optional<String> trouble() {
    State now = state;
    return Optional.ofNullable(now.stalled == null ? now.silent : now.stalled)
        .map(why -> "stalled: " + why);
  }

  /** The part's own state, unless it does not get on. */
  public Check over(Check own) {
    Optional<String> trouble = own.status() == Check.Status.FAILED ? Optional.empty() : trouble();
    return trouble.map(why -> Check.waiting(own.name(), why)).orElse(own);
  }

  /** Whether every partition has a reader: a consumer without partitions has nothing to do then. */
  public boolean everyPartitionIsRead() {
    return state.allRead;
  }

  /** Also while the broker is silent: work may wait, and none is done. */
  boolean isStalled() {
    State now = state;
    return now.stalled != null || now.silent != null;
  }

  /** How often its consumers were asked to be made again. */
  int renewals() {
    return renewals.get();
  }

  /**
   * The wall clock was set back. The timers of Kafka's clients stand still until it has caught up:
   * they send no heartbeats, and a poll without records does not return.
   */
  void clockSetBack(Duration by) {
    LOG.warn(
        "Part {} makes its Kafka clients again: the clock was set back by {} s",
        part,
        by.toSeconds());
    setBack = by;
    setBackIn = renewals.incrementAndGet();
    members.forEach(Member::wake);
  }

  /** Whether that renewal is due because the clock was set back. */
  boolean isSetBack(int renewal) {
    return renewal == setBackIn;
  }

  /** Why its consumers are to be made again, for people. */
  String renewalCause() {
    Duration by = setBack;
    return by != null && isSetBack(renewals.get())
        ? "the clock was set back by " + by.toSeconds() + " s"
        : trouble().orElse("it stood still");
  }

  /** The broker has answered. */
  void look(GroupState group) {
    long now = nanoTime.getAsLong();
    answeredAt = now;
    boolean allRead =
        !group.ends().isEmpty() && group.owners().keySet().containsAll(group.ends().keySet());
    Optional<String> found = rule.look(group, members.stream().map(Member::reading).toList(), now);
    State before = state;
    state = new State(found.orElse(null), null, allRead);
    if (found.isEmpty()) {
      if (before.stalled != null) {
        LOG.info("Part {} gets on again", part);
      }
      pause = PATIENCE;
      renewAt = now;
      return;
    }
    if (now - renewAt >= 0) {
      LOG.warn("Part {} is stalled, its Kafka clients are made again: {}", part, found.get());
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_BETWEEN_RENEWALS) > 0 ? LONGEST_BETWEEN_RENEWALS : pause;
      renewAt = now + pause.toNanos();
      renewals.incrementAndGet();
    }
  }

  /** The broker does not say how the part gets on: nothing is known. */
  void notSeen() {
    rule.forget();
    answeredAt = nanoTime.getAsLong();
    state = new State(null, null, false);
  }

  /** The broker has not answered. */
  void noAnswer(String why) {
    rule.forget();
    if (nanoTime.getAsLong() - answeredAt >= SILENCE.toNanos()) {
      State before = state;
      state = new State(before.stalled, why, before.allRead);
    }
  }
}
