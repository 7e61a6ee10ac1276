package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TimedThreadTest {
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger ends = new AtomicInteger();
  private volatile Duration pause = Duration.ofMillis(1);
  private volatile RuntimeException failure;
  private final AtomicLong nanos = new AtomicLong();
  private final CountDownLatch answer = new CountDownLatch(1);
  private volatile boolean asks;
  private final TimedThread thread = new TimedThread("part", "a-part", new Turns(), nanos::get);

  @AfterEach
  void close() {
    thread.close();
  }

  @Test
  void turnsAreRepeatedUntilItIsClosed() {
    thread.start();
    await().until(() -> turns.get() > 3);
    assertThat(thread.check()).isEqualTo(Check.up("part", "works"));
    assertThat(thread.isClosed()).isFalse();

    thread.close();
    int before = turns.get();
    assertThat(ends).hasValue(1);
    assertThat(thread.isClosed()).isTrue();
    assertThat(turns).hasValue(before);
  }

  @Test
  void closingEndsALongPause() {
    pause = Duration.ofDays(1);
    thread.start();
    await().until(() -> turns.get() == 1);
    thread.close();
    assertThat(ends).hasValue(1);
  }

  @Test
  void turnThatWaitsForAnAnswerCanBeSeen() {
    asks = true;
    pause = Duration.ofDays(1);
    thread.start();
    await().until(() -> turns.get() == 1);
    nanos.addAndGet(Turn.SLOW.toNanos());
    assertThat(thread.turn().over(thread.check(), "the database", ""))
        .isEqualTo(Check.waiting("part", "the database has not answered for 5 s"));

    answer.countDown();
    await().until(() -> thread.turn().over(thread.check(), "", "").status() == Check.Status.UP);
  }

  @Test
  void exceptionIsAFailedPartAndNotASilentOne() {
    failure = new IllegalStateException("a test's");
    thread.start();
    await().until(() -> ends.get() == 1);
    assertThat(thread.check())
        .isEqualTo(Check.failed("part", "java.lang.IllegalStateException: a test's"));
    assertThat(turns).hasValue(1);
  }

  private final class Turns implements TimedThread.Work {
    @Override
    public Duration turn() throws InterruptedException {
      turns.incrementAndGet();
      if (asks) {
        answer.await();
      }
      if (failure != null) {
        throw failure;
      }
      return pause;
    }

    @Override
    public Check check() {
      return Check.up("part", "works");
    }

    @Override
    public void end() {
      ends.incrementAndGet();
    }
  }
}
