package io.betintel.ev.stream;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * How often a stream thread commits: each interval while it keeps up, and more rarely while it is
 * behind. A commit costs broker, thread and readers the same whatever it holds, and a record that
 * has waited for seconds does not become visible sooner by many commits: there would be fewer
 * records a second.
 *
 * <p>Kafka Streams itself commits at the longer interval; this asks it to commit before. Safe for
 * several threads, each of which has its own pace.
 */
final class CommitPace {
  /** Between two commits of a thread that is behind: more, and readers would wait for it. */
  static final Duration BEHIND = Duration.ofMillis(200);

  /** More unread records, in all partitions of a thread, are a backlog; it has some in any case. */
  static final long MOST_UNREAD = 1_000;

  /** A thread polls more often while it runs. */
  private static final long RECENT_NANOS = 2_000_000_000L;

  private final long interval;
  private final LongSupplier nanoTime;
  private final ThreadLocal<Open> threads;

  /** When a thread was behind for the last time. */
  private volatile long behindAt;

  /**
   * @param interval between two commits of a thread that keeps up
   * @param nanoTime the time in nanoseconds, such as {@code System::nanoTime}
   */
  CommitPace(Duration interval, LongSupplier nanoTime) {
    this.interval = interval.toNanos();
    this.nanoTime = nanoTime;
    this.behindAt = nanoTime.getAsLong() - RECENT_NANOS;
    this.threads = ThreadLocal.withInitial(() -> new Open(nanoTime.getAsLong()));
  }

  /** The interval at which Kafka Streams commits without being asked. */
  static Duration behind(Duration interval) {
    return interval.compareTo(BEHIND) < 0 ? BEHIND : interval;
  }

  /** The same processor, whose records are committed at this pace. */
  <K, V, L, W> Processor<K, V, L, W> paced(Processor<K, V, L, W> processor) {
    return new Paced<>(processor);
  }

  /**
   * The calling thread has polled.
   *
   * @param unread how many records it has still to poll
   */
  void polled(long unread) {
    Open open = threads.get();
    open.behind = unread > MOST_UNREAD;
    if (open.behind) {
      behindAt = nanoTime.getAsLong();
    }
    commitIfDue(open);
  }

  /** Whether a thread has a backlog, or had one a moment ago. */
  boolean isBehind() {
    return nanoTime.getAsLong() - behindAt < RECENT_NANOS;
  }

  /** The calling thread has committed, or has given up what it had not committed. */
  void nothingIsOpen() {
    Open open = threads.get();
    open.task = null;
    open.since = nanoTime.getAsLong();
  }

  private void commitIfDue(Open open) {
    if (open.task != null && !open.behind && nanoTime.getAsLong() - open.since >= interval) {
      open.task.commit(); // as soon as the thread is between two records
    }
  }

  /** What a thread has done since its last commit. */
  private static final class Open {
    /** One that took a record, null if none did: if one task asks, all of them commit. */
    private ProcessorContext<?, ?> task;

    private long since;
    private boolean behind;

    Open(long since) {
      this.since = since;
    }
  }

  private final class Paced<K, V, L, W> implements Processor<K, V, L, W> {
    private final Processor<K, V, L, W> processor;
    private ProcessorContext<L, W> context;

    Paced(Processor<K, V, L, W> processor) {
      this.processor = processor;
    }

    @Override
    public void init(ProcessorContext<L, W> task) {
      context = task;
      processor.init(task);
    }

    @Override
    public void process(Record<K, V> record) {
      processor.process(record);
      Open open = threads.get();
      open.task = context;
      commitIfDue(open);
    }

    @Override
    public void close() {
      processor.close();
    }
  }
}
