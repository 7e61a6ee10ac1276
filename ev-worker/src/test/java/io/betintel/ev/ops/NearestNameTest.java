package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  @ParameterizedTest
  @CsvSource({
    // Nothing to do; one of each kind; the textbook's pair: k-s, e-i, +g.
    "odds, odds, 0",
    "odds, odd, 1",
    "odd, odds, 1",
    "odds, adds, 1",
    "kitten, sitting, 3",
    "'', odds, 4"
  })
  void distanceCountsInsertionsDeletionsAndReplacements(String left, String right, int expected) {
    assertThat(NearestName.distance(left, right)).isEqualTo(expected);
    assertThat(NearestName.distance(right, left)).isEqualTo(expected);
  }

  @Test
  void theFewestChangesWin() {
    assertThat(NearestName.of("EV_PARTITION", List.of("EV_POSTGRES_URL", "EV_PARTITIONS")))
        .isEqualTo("EV_PARTITIONS");
  }

  @Test
  void theFirstInOrderWinsATie() {
    assertThat(NearestName.of("a", List.of("c", "b"))).isEqualTo("b");
  }
}
