package io.betintel.ev.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.ops.Check;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PollingThreadTest {
  private final GroupMember member = new GroupMember("lines");
  private final MockConsumer<byte[], byte[]> kafka = member.kafka();
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final Progress progress = new Progress("postgres", Duration.ofSeconds(3), nanos::get);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final PollingThread thread = thread(this::poll);

  @AfterEach
  void close() {
    thread.close();
  }

  @Test
  void turnsAreRepeatedUntilItIsClosed() throws Exception {
    member.placed().subscribe("lines", partitions -> {});
    assertThat(thread.check()).isEqualTo(Check.waiting("postgres", "starting"));
    thread.start();
    await().until(() -> turns.get() > 2);
    assertThat(thread.check()).isEqualTo(Check.up("postgres", "turning"));

    thread.close();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    int last = turns.get();
    thread.close();
    assertThat(turns.get()).isEqualTo(last);
    // The wakeup by close is not a failure.
    assertThat(thread.check()).isEqualTo(Check.up("postgres", "turning"));
  }

  @Test
  void closeEndsAPollThatWaits() throws Exception {
    CountDownLatch polling = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    MockConsumer<byte[], byte[]> waiting =
        new MockConsumer<>("none") {
          @Override
          public synchronized void wakeup() {
            super.wakeup();
            woken.countDown();
          }
        };
    PollingThread patient =
        thread(
            waiting,
            () -> {
              polling.countDown();
              // As for an answer of the broker: it comes after a minute, unless the wakeup comes
              // first.
              if (woken.await(1, TimeUnit.MINUTES)) {
                throw new WakeupException();
              }
            });
    patient.start();
    assertThat(polling.await(10, TimeUnit.SECONDS)).isTrue();

    patient.close();
    assertThat(ended.getCount()).isZero();
    assertThat(patient.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void turnThatFailsIsAFailedPart() throws Exception {
    PollingThread failing =
        thread(
            () -> {
              throw new IllegalStateException("a fault");
            });
    failing.start();

    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    await()
        .untilAsserted(
            () ->
                assertThat(failing.check())
                    .isEqualTo(
                        Check.failed("postgres", "java.lang.IllegalStateException: a fault")));
    failing.close();
    assertThat(failing.check().status()).isEqualTo(Check.Status.FAILED);
  }

  /** As Kafka's consumer does then, the first one waits until it is woken up. */
  @Test
  void clientsAreMadeAgainAfterTheClockWasSetBackDuringAPoll() throws Exception {
    CountDownLatch polling = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    PollingThread waiting =
        new PollingThread(
            "postgres",
            "test",
            progress,
            part -> {
              MockConsumer<byte[], byte[]> consumer =
                  new MockConsumer<>("none") {
                    @Override
                    public synchronized void wakeup() {
                      woken.countDown();
                    }
                  };
              boolean first = opened.incrementAndGet() == 1;
              part.poll(
                  consumer,
                  loop(
                      () -> {
                        polling.countDown();
                        if (first && woken.await(1, TimeUnit.MINUTES)) {
                          throw new WakeupException();
                        }
                        Thread.sleep(1);
                      }));
            });
    waiting.start();
    assertThat(polling.await(10, TimeUnit.SECONDS)).isTrue();
    progress.clockSetBack(Duration.ofHours(1));

    await().untilAsserted(() -> assertThat(opened).hasValue(2));
    waiting.close();
    assertThat(waiting.check()).isEqualTo(Check.up("postgres", "turning"));
    assertThat(opened).hasValue(2);
  }

  @Test
  void clientsThatCannotBeOpenedAreAFailedPart() {
    PollingThread unopened =
        new PollingThread(
            "postgres",
            "test",
            Progress.unwatched("postgres"),
            polling -> {
              throw new IllegalArgumentException("no such protocol");
            });
    unopened.start();

    await()
        .untilAsserted(
            () ->
                assertThat(unopened.check())
                    .isEqualTo(
                        Check.failed(
                            "postgres", "java.lang.IllegalArgumentException: no such protocol")));
  }

  @Test
  void partThatStandsStillGetsNewClients() {
    MockConsumer<byte[], byte[]> first = new MockConsumer<>("none");
    PollingThread stalling = thread(first, turns::incrementAndGet);
    stalling.start();
    await().until(() -> turns.get() > 0);
    GroupState nobody = new GroupState("g", Map.of(new TopicPartition("lines", 0), 5L), Map.of());
    progress.look(nobody);
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    progress.look(nobody);
    assertThat(stalling.check()).isEqualTo(Check.up("postgres", "turning"));

    // Five looks of 3 s are the 15 s that it may stand still.
    for (int look = 0; look < 4; look++) {
      nanos.addAndGet(Duration.ofSeconds(3).toNanos());
      await()
          .until(
              () -> {
                int now = turns.get();
                Thread.sleep(1);
                return turns.get() > now + 1;
              });
      progress.look(nobody);
    }
    assertThat(stalling.check())
        .isEqualTo(
            Check.waiting(
                "postgres", "stalled: no consumer of group g has read [lines-0] for 15 s"));
    await().until(() -> opened.get() == 2);
    assertThat(first.closed()).isTrue();

    progress.look(new GroupState("g", Map.of(), Map.of()));
    assertThat(stalling.check().status()).isEqualTo(Check.Status.UP);
    stalling.close();
    assertThat(opened).hasValue(2);
  }

  @Test
  void wakeupWithoutACloseIsAFailure() {
    member.placed().subscribe("lines", partitions -> {});
    thread.start();
    await().until(() -> turns.get() > 0);

    kafka.wakeup();
    await().until(() -> thread.check().status() == Check.Status.FAILED);
    assertThat(thread.check().detail()).contains("WakeupException");
  }

  @Test
  void turnThatWaitsForAnAnswerIsSaidWhileItLasts() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    PollingThread asking =
        thread(
            () -> {
              asked.countDown();
              answer.await();
            });
    asking.start();
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(asking.check()).isEqualTo(Check.up("postgres", "turning"));

    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(asking.check())
        .isEqualTo(
            Check.waiting("postgres", "a server that it has asked has not answered for 5 s"));
    answer.countDown();
    await().until(() -> asking.check().status() == Check.Status.UP);
    asking.close();
  }

  @Test
  void closedBeforeItsStartItMakesNoTurn() throws Exception {
    thread.close();
    thread.start();

    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(turns).hasValue(0);
  }

  private void poll() {
    member.placed().poll();
    turns.incrementAndGet();
  }

  private PollingThread thread(Turn turn) {
    return thread(kafka, turn);
  }

  private static PollLoop loop(Turn turn) {
    return new PollLoop() {
      @Override
      public void turn() throws InterruptedException {
        turn.run();
      }

      @Override
      public Check check() {
        return Check.up("postgres", "turning");
      }
    };
  }

  private PollingThread thread(MockConsumer<byte[], byte[]> polled, Turn turn) {
    return new PollingThread(
        "postgres",
        "test",
        progress,
        polling -> {
          opened.incrementAndGet();
          try {
            polling.poll(polled, loop(turn));
          } finally {
            ended.countDown();
          }
        },
        nanos::get);
  }

  /** What a turn does. */
  private interface Turn {
    void run() throws InterruptedException;
  }
}
