package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FailpointTest {
  private final AtomicInteger ends = new AtomicInteger();

  @Test
  void endsTheProcessAtTheNthPassageAndNoOther() {
    Failpoint failpoint = new Failpoint("after-changelog", "after-changelog:3", this::end);

    failpoint.pass();
    failpoint.pass();
    assertThat(ends).hasValue(0);
    failpoint.pass();
    assertThat(ends).hasValue(1);
    failpoint.pass();
    assertThat(ends).hasValue(1);
  }

  @Test
  void doesNothingWithoutASettingOrForAnotherName() {
    new Failpoint("after-changelog", "", this::end).pass();
    new Failpoint("after-changelog", "after-parked:1", this::end).pass();
    Failpoint.named("after-changelog").pass();

    assertThat(ends).hasValue(0);
  }

  private void end() {
    ends.incrementAndGet();
  }
}
