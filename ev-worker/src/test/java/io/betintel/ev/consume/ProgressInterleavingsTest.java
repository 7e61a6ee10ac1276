package io.betintel.ev.consume;

import io.betintel.ev.harness.Interleavings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * The watch looks while health, readiness and the alert ask: they see what the watch found, whole,
 * and nothing that it did not find.
 */
final class ProgressInterleavingsTest {

  @Test
  void whatTheWatchFoundIsSeenWhole() {
    Interleavings.check(Shared.class, Apart.class);
  }

  /** The code under test; its watch looks every twenty seconds. */
  public static final class Shared {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final GroupState UNREAD = new GroupState("g", Map.of(PARTITION, 1L), Map.of());
    private static final GroupState READ_BY_ANOTHER =
        new GroupState("g", Map.of(PARTITION, 1L), Map.of(PARTITION, "another"));

    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress("postgres", Duration.ofMinutes(1), nanos::get);

    private Member member;

    /** A consumer has not polled for longer than patience. */
    @Operation(nonParallelGroup = "watch")
    public void standStill() {
      if (member == null) {
        member = progress.join();
      }
      pass();
      progress.look(UNREAD);
    }

    @Operation(nonParallelGroup = "watch")
    public void goOn() {
      if (member != null) {
        member.close();
        member = null;
      }
      pass();
      progress.look(READ_BY_ANOTHER);
    }

    @Operation(nonParallelGroup = "watch")
    public void noAnswer() {
      pass();
      progress.noAnswer("no answer");
    }

    @Operation(nonParallelGroup = "watch")
    public void notSeen() {
      pass();
      progress.notSeen();
    }

    private void pass() {
      nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    }

    @Operation
    public String trouble() {
      return progress.trouble().map(text -> text.replaceAll(":.*", "")).orElse("");
    }

    @Operation
    public boolean isStalled() {
      return progress.isStalled();
    }

    @Operation
    public boolean everyPartitionIsRead() {
      return progress.everyPartitionIsRead();
    }
  }

  /** For one thread. */
  public static final class Apart {
    private boolean stalled;
    private boolean silent;
    private boolean allRead;

    public void standStill() {
      stalled = true;
      answered(false);
    }

    public void goOn() {
      stalled = false;
      answered(true);
    }

    private void answered(boolean read) {
      silent = false;
      allRead = read;
    }

    public void noAnswer() {
      silent = true; // for twenty seconds at least
    }

    public void notSeen() {
      stalled = false;
      answered(false);
    }

    public String trouble() {
      return isStalled() ? "stalled" : "";
    }

    public boolean isStalled() {
      return stalled || silent;
    }

    public boolean everyPartitionIsRead() {
      return allRead;
    }
  }
}
