package io.betintel.ev.api.live;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/**
 * Whatever other threads do while lines are read: no change is lost to a client, no line goes back
 * to an older version, nothing comes after a stream's end, and open streams are counted right.
 */
final class LiveHubInterleavingsTest {
  private static final int SCHEDULES = 1_000;

  @Test
  void everyClientEndsWithWhatThereIs() {
    for (int seed = 1; seed <= SCHEDULES; seed++) {
      LiveSchedule schedule = new LiveSchedule(seed);
      assertThatCode(schedule::run).as("seed %d", seed).doesNotThrowAnyException();
    }
  }
}
