package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class SharesTest {
  private static final Caller A = new Caller("a", Role.PREMIUM, "aa");
  private static final Caller B = new Caller("b", Role.PREMIUM, "bb");

  @Test
  void eachCallerHasAShareOfItsOwn() {
    Shares shares = new Shares(2, 3, Duration.ZERO);
    assertThat(shares.enter(A)).isTrue();
    assertThat(shares.enter(A)).isTrue();
    assertThat(shares.enter(A)).isFalse();
    assertThat(shares.enter(B)).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(shares.enter(Caller.ANONYMOUS)).isTrue();
    }
    assertThat(shares.enter(Caller.ANONYMOUS)).isFalse();

    shares.leave(A);
    assertThat(shares.enter(A)).isTrue();
  }

  @Test
  void callersThatUseNothingAreForgotten() {
    Shares shares = new Shares(1, 1, Duration.ZERO);
    shares.enter(A);
    shares.enter(A); // refused
    shares.enter(B);
    assertThat(shares.callers()).isEqualTo(2);
    shares.leave(A);
    shares.leave(B);
    assertThat(shares.callers()).isZero();
  }

  @Test
  @Timeout(30)
  void callerWaitsForItsShareWithinItsPatience() throws Exception {
    Shares shares = new Shares(1, 1, Duration.ofMinutes(1));
    shares.enter(A);
    Thread second = new Thread(() -> shares.enter(A));
    second.start();
    while (second.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
    shares.leave(A);
    second.join(); // it has the share now
    assertThat(shares.callers()).isEqualTo(1);
  }
}
