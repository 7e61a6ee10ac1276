package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPauseTest {
  private static final RetryPause PAUSE =
      new RetryPause(Duration.ofMillis(100), Duration.ofSeconds(1));

  @Test
  void doublesFromTheFirstToTheLongest() {
    assertThat(PAUSE.after(1)).isEqualTo(Duration.ofMillis(100));
    assertThat(PAUSE.after(2)).isEqualTo(Duration.ofMillis(200));
    assertThat(PAUSE.after(3)).isEqualTo(Duration.ofMillis(400));
    assertThat(PAUSE.after(4)).isEqualTo(Duration.ofMillis(800));
    assertThat(PAUSE.after(5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(PAUSE.after(6)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void staysAtTheLongestHoweverManyFailures() {
    assertThat(PAUSE.after(Long.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void isConstantIfFirstAndLongestAreEqual() {
    RetryPause constant = new RetryPause(Duration.ofSeconds(2), Duration.ofSeconds(2));

    assertThat(constant.after(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(constant.after(9)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aRandomPartOfUpToAHalfIsTakenOff() {
    assertThat(PAUSE.after(3, drawing(0.0))).isEqualTo(Duration.ofMillis(400));
    // 400 ms x (1 - 0.5 / 2)
    assertThat(PAUSE.after(3, drawing(0.5))).isEqualTo(Duration.ofMillis(300));
    // the longest, 1 s, x (1 - 0.75 / 2)
    assertThat(PAUSE.after(9, drawing(0.75))).isEqualTo(Duration.ofMillis(625));
  }

  @Test
  void invalidPausesAreRefused() {
    assertThatThrownBy(() -> new RetryPause(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetryPause(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PAUSE.after(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static RandomGenerator drawing(double drawn) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("the jitter is drawn as a double");
      }

      @Override
      public double nextDouble() {
        return drawn;
      }
    };
  }
}
