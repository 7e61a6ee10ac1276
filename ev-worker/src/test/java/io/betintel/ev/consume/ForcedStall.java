package io.betintel.ev.consume;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** The progress of a part, which a test can make stand still; its time does not pass by itself. */
public final class ForcedStall {
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final GroupState UNREAD =
      new GroupState("g", Map.of(new TopicPartition("t", 0), 1L), Map.of());

  private final AtomicLong nanos = new AtomicLong();
  private final Progress progress = new Progress("stream", LOOK, nanos::get);

  public Progress progress() {
    return progress;
  }

  /** The part's consumers are made again once this returns; they poll meanwhile. */
  public void stall() throws InterruptedException {
    int before = progress.renewals();
    while (progress.renewals() == before) {
      progress.look(UNREAD);
      nanos.addAndGet(LOOK.toNanos());
      Thread.sleep(500); // some polls
    }
  }

  /** The part gets on again. */
  public void end() {
    progress.look(new GroupState("g", Map.of(), Map.of()));
  }
}
