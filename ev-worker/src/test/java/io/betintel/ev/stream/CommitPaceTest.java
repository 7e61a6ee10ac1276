package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final long MILLIS = 1_000_000;

  private long nanos = 5_000 * MILLIS;
  private final CommitPace pace = new CommitPace(Duration.ofMillis(20), () -> nanos);
  private final MockProcessorContext<String, String> task = new MockProcessorContext<>();
  private final Processor<String, String, String, String> paced = pace.paced(record -> {});

  CommitPaceTest() {
    paced.init(task);
    pace.nothingIsOpen();
  }

  @Test
  void lineOfAThreadThatKeepsUpIsCommittedAfterTheInterval() {
    pace.polled(1_000); // as many as may wait
    take();
    nanos += 19 * MILLIS;
    take();
    assertThat(task.committed()).isFalse();

    nanos += MILLIS;
    take();
    assertThat(task.committed()).isTrue();
  }

  @Test
  void isBehindWhileAThreadHadABacklogAMomentAgo() {
    assertThat(pace.isBehind()).isFalse();
    pace.polled(1_000);
    assertThat(pace.isBehind()).isFalse();
    pace.polled(1_001);
    pace.polled(0); // another thread would keep up
    nanos += 1_999 * MILLIS;
    assertThat(pace.isBehind()).isTrue();
    nanos += MILLIS;
    assertThat(pace.isBehind()).isFalse();
  }

  @Test
  void recordAfterAQuietTimeIsCommittedAtOnce() {
    nanos += 60_000 * MILLIS;
    take();
    assertThat(task.committed()).isTrue();
  }

  @Test
  void lastRecordIsCommittedThoughNoOtherFollows() {
    take();
    nanos += 20 * MILLIS;
    pace.polled(0);
    assertThat(task.committed()).isTrue();
  }

  @Test
  void threadThatIsBehindLeavesItToKafkaStreamsUntilItKeepsUpAgain() {
    pace.polled(1_001);
    take();
    nanos += 60_000 * MILLIS;
    take();
    pace.polled(1_001);
    assertThat(task.committed()).isFalse();

    pace.polled(1_000);
    assertThat(task.committed()).isTrue();
  }

  @Test
  void nothingIsCommittedWhereNoRecordWasTaken() {
    take();
    pace.nothingIsOpen();
    task.resetCommit();
    nanos += 60_000 * MILLIS;
    pace.polled(0);
    assertThat(task.committed()).isFalse();
  }

  @Test
  void eachThreadHasItsOwnPace() throws InterruptedException {
    pace.polled(1_001);
    nanos += 60_000 * MILLIS;
    Thread other =
        new Thread(
            () -> {
              take(); // the first of this thread, whose time begins now
              nanos += 20 * MILLIS;
              take();
            });
    other.start();
    other.join();
    assertThat(task.committed()).isTrue();
  }

  private void take() {
    paced.process(new Record<>("key", "value", 0));
  }
}
