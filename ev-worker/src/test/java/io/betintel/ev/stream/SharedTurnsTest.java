package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTurnsTest {
  private final SharedTurns turns = new SharedTurns(Duration.ofMillis(100));

  @Test
  void eachOfThreeTasksHasAThirdFromTheSecondRoundOn() {
    assertThat(round(1_000, 3)).containsExactly(1, 2, 3);
    assertThat(round(1_100, 3)).containsExactly(3, 3, 3);
    assertThat(round(1_200, 3)).containsExactly(3, 3, 3);
  }

  @Test
  void taskThatIsLeftAloneHasAllOfIt() {
    round(1_000, 3);
    assertThat(round(1_100, 1)).containsExactly(3);
    assertThat(round(1_200, 1)).containsExactly(1);
  }

  @Test
  void eachThreadCountsItsOwnTasks() throws Exception {
    round(1_000, 3);
    List<Integer> other = new ArrayList<>();
    Thread thread = new Thread(() -> other.addAll(round(1_000, 1)));
    thread.start();
    thread.join();
    assertThat(other).containsExactly(1);
  }

  private List<Integer> round(long at, int tasks) {
    List<Integer> among = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      among.add(turns.among(at + i)); // a turn takes a millisecond
    }
    return among;
  }
}
